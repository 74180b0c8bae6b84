import fs from "node:fs";

/** Clock ticks a second of /proc (USER_HZ, 100 on Linux everywhere). */
const TICKS = 100;
const PAGE_BYTES = 4096;

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

/** Memory in MB that the process holds now (resident); 0 where it has ended. */
export function memoryOf(pid: number): number {
  try {
    return (Number(fs.readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * PAGE_BYTES) / 1_000_000;
  } catch {
    return 0;
  }
}
