import fs from "node:fs";

/** Clock ticks a second of /proc (USER_HZ, 100 on Linux everywhere). */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  /** CPU seconds that the process has used, its own and the kernel's for it. */
  readonly seconds: number;
}

/** One line of /proc/PID/stat; undefined where the process has ended. The name in brackets may hold anything. */
function statOf(pid: number): Stat | undefined {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
  } catch {
    return undefined;
  }
}

/** The living children of a process. */
export function childrenOf(pid: number): number[] {
  return fs.readdirSync("/proc").map(Number).filter((one) => one > 0 && statOf(one)?.parent === pid);
}

/** CPU seconds that these processes have used since they began. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.seconds ?? 0), 0);
}

/** Memory of a process in MB; zeros where it has ended. */
export interface Memory {
  /** All pages that it holds. */
  readonly resident: number;
  /** The same with each shared page divided among those that share it, so that several processes can be added up. */
  readonly share: number;
}

/** What a process holds now. */
export function memoryOf(pid: number): Memory {
  try {
    const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const mb = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0) * 1024) / 1_000_000;
    return { resident: mb("Rss"), share: mb("Pss") };
  } catch {
    return { resident: 0, share: 0 };
  }
}
