import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { ImageMeasure } from "#app/core/image/measure.ts";
import type { ImageDesk } from "#app/core/ports/image-desk.ts";
import { errorOf, Failure, type Task } from "./tasks.ts";

export interface PoolOptions {
  /** How many processes decode at once. */
  readonly children: number;
  /** One task may take this long, ms. */
  readonly timeoutMs: number;
  /** A process that holds more than this is ended, MB. */
  readonly memoryMb: number;
}

/** The image desk with its processes. */
export interface DecodePool extends ImageDesk {
  close(): Promise<void>;
  /** Ids of the living processes, for measuring. */
  pids(): number[];
}

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Facts = z.object({ mime: z.string(), width: z.number(), height: z.number() });
const Made = Facts.extend({ bytes: Bytes });
const Rendered = Made.extend({ sources: z.map(z.string(), Facts) });
const Inspected = Facts.extend({ hasAlpha: z.boolean() });
const Ingested = Made.extend({ record: z.object({ xmp: z.string().optional(), c2pa: z.boolean() }) });
const Answer = z.union([z.object({ ready: z.literal(true) }), z.object({ ok: z.literal(true), result: z.unknown() }), z.object({ ok: z.literal(false), failure: Failure })]);

const WATCH_MS = 200;

/** One process and the task that it has. */
interface Slot {
  readonly child: ChildProcess;
  settle: ((answer: { result: unknown } | { error: AppError }) => void) | undefined;
}

/**
 * Decodes in processes of its own: first come, first served, one task a process. A task that takes too
 * long, holds too much memory or crashes its process fails alone, and a new process takes the place.
 */
export function createDecodePool(options: PoolOptions): DecodePool {
  const idle: Slot[] = [];
  const all = new Set<Slot>();
  const waiting: ((slot: Slot) => void)[] = [];
  let closed = false;

  const release = (slot: Slot) => {
    const next = waiting.shift();
    if (next) next(slot);
    else idle.push(slot);
  };
  const start = () => {
    const child = forkChild();
    const slot: Slot = { child, settle: undefined };
    all.add(slot);
    child.on("message", (message) => {
      const answer = Answer.parse(message);
      if ("ready" in answer) return release(slot);
      slot.settle?.(answer.ok ? { result: answer.result } : { error: errorOf(answer.failure) });
    });
    child.on("exit", () => {
      all.delete(slot);
      const place = idle.indexOf(slot);
      if (place >= 0) idle.splice(place, 1);
      slot.settle?.({ error: new AppError("image_unreadable", "the decoder ended") });
      if (!closed) start();
    });
  };
  const free = (): Promise<Slot> => {
    const slot = idle.shift();
    return slot ? Promise.resolve(slot) : new Promise((resolve) => { waiting.push(resolve); });
  };
  const run = async <S extends z.ZodType>(task: Task, schema: S): Promise<z.output<S>> => {
    if (closed) throw new AppError("internal", "the image desk is closed");
    const slot = await free();
    const result = await new Promise<unknown>((resolve, reject) => {
      const end = (error: AppError) => { slot.settle = undefined; stop(); slot.child.kill("SIGKILL"); reject(error); };
      const timer = setTimeout(() => end(new AppError("image_timeout", `more than ${options.timeoutMs} ms`)), options.timeoutMs);
      const watch = setInterval(() => { if (memoryMbOf(slot.child) > options.memoryMb) end(new AppError("image_too_large", "memory ceiling", { say: "This image needs more memory than one image may take. Make it smaller and try again." })); }, WATCH_MS);
      const stop = () => { clearTimeout(timer); clearInterval(watch); };
      slot.settle = (answer) => {
        slot.settle = undefined;
        stop();
        if (slot.child.connected) release(slot);
        if ("error" in answer) reject(answer.error);
        else resolve(answer.result);
      };
      slot.child.send(task, (error) => { if (error) end(new AppError("image_unreadable", "the decoder was gone")); });
    });
    return schema.parse(result);
  };
  for (let count = 0; count < options.children; count += 1) start();
  return {
    inspect: (bytes) => run({ kind: "inspect", bytes }, Inspected),
    verify: (bytes) => run({ kind: "verify", bytes }, Facts),
    ingest: async (bytes) => {
      const { record, ...made } = await run({ kind: "ingest", bytes }, Ingested);
      return { ...made, record: { c2pa: record.c2pa, ...(record.xmp === undefined ? {} : { xmp: record.xmp }) } };
    },
    render: ({ recipe, encoding, sources }) => run({ kind: "render", recipe, encoding, sources: new Map(sources) }, Rendered),
    measure: ({ recipe, sources }) => run({ kind: "measure", recipe, sources: new Map(sources) }, ImageMeasure),
    thumbnail: (bytes, width) => run({ kind: "thumbnail", bytes, width }, Bytes),
    pids: () => [...all].flatMap(({ child }) => child.pid ?? []),
    close: async () => {
      closed = true;
      await Promise.all([...all].map(({ child }) => new Promise<void>((resolve) => { child.once("exit", () => resolve()); child.kill("SIGKILL"); })));
    },
  };
}

/**
 * Beside this file when built, else from source. It gets nothing of our environment, and so no secret.
 * One arena, a fixed threshold and a collection after each task: without them freed pixels stay with the
 * process, which then holds twice as much.
 */
function forkChild(): ChildProcess {
  const built = fileURLToPath(new URL("./decode-child.js", import.meta.url));
  const above = fileURLToPath(new URL("../decode-child.js", import.meta.url));
  const found = [built, above].find((file) => fs.existsSync(file));
  const options: ForkOptions = { serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"], env: { NODE_ENV: "production", MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "32000000" } };
  if (found) return fork(found, { ...options, execArgv: ["--expose-gc"] });
  return fork(fileURLToPath(new URL("./decode-child.ts", import.meta.url)), { ...options, execArgv: ["--expose-gc", "--import", "tsx"] });
}

/** What the process holds now; 0 where the system does not tell. */
function memoryMbOf(child: ChildProcess): number {
  try {
    const pages = Number(fs.readFileSync(`/proc/${child.pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / 1_000_000;
  } catch {
    return 0;
  }
}
