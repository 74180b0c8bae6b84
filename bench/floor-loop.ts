import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./processes.ts";

/** How fast a bare loop went, and how busy the cores were (1 is one core). */
export interface Pace {
  readonly itemsPerSecond: number;
  readonly busyCores: number;
}

/** Processes that make images in a bare loop: no queue, no database, no network. */
export interface FloorLoop {
  /** Makes an image of each file, each as soon as a process is free. */
  measure(floor: "sharp" | "renderer", files: readonly string[]): Promise<Pace>;
  close(): void;
}

/** Starts as many processes as given and waits until they have loaded what they need. */
export async function startFloorLoop(processes: number): Promise<FloorLoop> {
  const children = Array.from({ length: processes }, () => fork(fileURLToPath(new URL("./floor-child.ts", import.meta.url)), [], { execArgv: ["--import", "tsx"] }));
  await Promise.all(children.map(answered));
  const pids = children.flatMap(({ pid }) => pid ?? []);
  return {
    measure: async (floor, files) => {
      const left = [...files];
      const [began, used] = [performance.now(), cpuSeconds(pids)];
      await Promise.all(children.map(async (child) => {
        for (let file = left.shift(); file !== undefined; file = left.shift()) {
          child.send({ floor, file });
          await answered(child);
        }
      }));
      const seconds = (performance.now() - began) / 1000;
      return { itemsPerSecond: files.length / seconds, busyCores: (cpuSeconds(pids) - used) / seconds };
    },
    close: () => children.forEach((child) => child.kill("SIGKILL")),
  };
}

function answered(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("message", () => { child.removeAllListeners("exit"); resolve(); });
    child.once("exit", () => reject(new Error("a process of the bare loop ended")));
  });
}
