import { fork, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import { z } from "zod";

/** One process that is kept running. */
export interface Service {
  readonly name: string;
  readonly module: string;
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const Ready = z.object({ ready: z.literal(true) });
const READY_MS = 60_000;
const STOP_MS = 30_000;
/** A process that ends by itself is started again after this; doubled each time, up to half a minute, while it never becomes ready. */
const RESTART_MS = 500;

/** A running service. */
export interface Running {
  readonly ready: Promise<void>;
  /** Undefined between its end and its next start. */
  pid(): number | undefined;
  /** Asks it to stop; `force` does not wait for it. */
  stop(force: boolean): Promise<void>;
}

/**
 * Starts a service in a process group of its own, so that a Ctrl-C in the terminal reaches only the
 * supervisor; it notices the supervisor's end by its channel. Started again when it dies.
 */
export function startService(service: Service, logFile: string): Running {
  let stopping = false;
  let child: ChildProcess;
  let delay = RESTART_MS;
  const log = fs.openSync(logFile, "a");
  let becomeReady = () => {};
  let fail: (error: Error) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => { becomeReady = resolve; fail = reject; });
  const timer = setTimeout(() => fail(new Error(`${service.name} was not ready in ${READY_MS / 1000} s, see ${logFile}`)), READY_MS);
  const start = () => {
    child = fork(service.module, [], { detached: true, stdio: ["ignore", log, log, "ipc"], execArgv: [...service.execArgv], env: { ...process.env, ...service.env } });
    child.on("message", (message) => {
      if (!Ready.safeParse(message).success) return;
      clearTimeout(timer);
      delay = RESTART_MS;
      becomeReady();
    });
    child.on("exit", (code, signal) => {
      if (stopping) return;
      fail(new Error(`${service.name} ended at its start (${signal ?? code}), see ${logFile}`));
      console.log(`${service.name} ended (${signal ?? code}) and is started again.`);
      setTimeout(() => { if (!stopping) start(); }, delay).unref();
      delay = Math.min(delay * 2, 30_000);
    });
  };
  start();
  return {
    ready,
    pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    stop: async (force) => {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
      child.kill(force ? "SIGKILL" : "SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
