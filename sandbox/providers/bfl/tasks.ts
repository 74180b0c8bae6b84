import fs from "node:fs/promises";
import path from "node:path";
import type { Parts } from "../../parts.ts";
import type { Task } from "../../state.ts";

/** How long the address of a result lives after it is ready, in ms. */
export const RESULT_MS = 600_000;
/** How long a task is known. */
const KNOWN_MS = 3_600_000;

/** Where the picture of a task lies. */
export function fileOfTask(parts: Parts, id: string): string {
  return path.join(parts.folder, "tasks", id.replace(/[^\w-]/g, "_"));
}

/** Keeps the picture of a task once it is drawn. */
export function keepPicture(parts: Parts, id: string, made: Promise<Buffer>): void {
  const drawn = made.then(async (bytes) => {
    await fs.mkdir(path.join(parts.folder, "tasks"), { recursive: true });
    await fs.writeFile(fileOfTask(parts, id), bytes);
  }).catch((error: unknown) => console.error("sandbox: a picture could not be drawn:", error)).finally(() => parts.providers.drawing.delete(id));
  parts.providers.drawing.set(id, drawn);
}

/** Tasks of a key that still hold one of its places. */
export function inFlight({ state }: Parts, keyHash: string, now: number): number {
  return state.tasks.all().filter((task) => task.keyHash === keyHash && (task.end === "Pending" || task.readyAt > now)).length;
}

/** Forgets tasks that nobody can ask for any more. */
export async function forgetOld(parts: Parts, now: number): Promise<void> {
  for (const task of parts.state.tasks.all().filter(({ startedAt }) => startedAt < now - KNOWN_MS)) {
    await parts.state.tasks.remove(task.id);
    await fs.rm(fileOfTask(parts, task.id), { force: true });
  }
}

/** The status of a task now. A picture that was lost with an earlier process is an error. */
export async function statusOf(parts: Parts, task: Task, now: number): Promise<Task["end"]> {
  if (task.end === "Pending" || task.readyAt > now) return "Pending";
  if (task.end !== "Ready") return task.end;
  if (parts.providers.drawing.has(task.id)) return "Pending";
  return (await fs.stat(fileOfTask(parts, task.id)).catch(() => undefined)) ? "Ready" : "Error";
}
