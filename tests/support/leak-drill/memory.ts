import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Place } from "./places.ts";

const SIGNAL = "SIGUSR2";
const SNAPSHOT_MS = 60_000;
const PIECE_BYTES = 1 << 20;

/** What Node needs at its start, so that `heapOf` works. */
export const heapArgs = (folder: string): string[] => [`--heapsnapshot-signal=${SIGNAL}`, `--diagnostic-dir=${folder}`];

/**
 * A heap snapshot of a process that was started with `heapArgs`. It holds every string, but of a long one
 * only the first 1,024 characters, and of a Buffer nothing: `memoryOf` sees those.
 */
export async function heapOf(pid: number, folder: string): Promise<string> {
  const before = new Set(fs.readdirSync(folder));
  process.kill(pid, SIGNAL);
  for (const until = Date.now() + SNAPSHOT_MS; Date.now() < until; await wait(100)) {
    const made = fs.readdirSync(folder).find((name) => name.endsWith(".heapsnapshot") && !before.has(name));
    if (made && endsWell(path.join(folder, made))) return path.join(folder, made);
  }
  throw new Error(`process ${pid} made no heap snapshot`);
}

/** A snapshot is written in pieces; its last characters close its list of strings. */
function endsWell(file: string): boolean {
  const { size } = fs.statSync(file);
  const handle = fs.openSync(file, "r");
  try {
    const end = Buffer.alloc(Math.min(size, 8));
    fs.readSync(handle, end, 0, end.length, size - end.length);
    return end.toString("latin1").trim().endsWith("]}");
  } finally {
    fs.closeSync(handle);
  }
}

/** All memory that a process can write to, byte by byte. Linux only: elsewhere there is nothing to search. */
export function* memoryOf(pid: number): Generator<Place> {
  if (process.platform !== "linux") return;
  for (const line of fs.readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
    const [range = "", rights = "", , , , name = ""] = line.split(/\s+/);
    const [from, to] = range.split("-").map((hex) => Number.parseInt(hex, 16));
    if (rights.startsWith("rw") && from !== undefined && to !== undefined) yield { name: `memory of ${pid} at ${range} ${name}`, pieces: bytesAt(pid, from, to) };
  }
}

function* bytesAt(pid: number, from: number, to: number): Generator<Uint8Array> {
  const memory = fs.openSync(`/proc/${pid}/mem`, "r");
  try {
    for (let at = from; at < to; at += PIECE_BYTES) {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, to - at));
      yield piece.subarray(0, read(memory, piece, at));
    }
  } finally {
    fs.closeSync(memory);
  }
}

/** What a process gave back meanwhile cannot be read any more. */
function read(memory: number, piece: Buffer, at: number): number {
  try {
    return fs.readSync(memory, piece, 0, piece.length, at);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EIO" || error.code === "EFAULT")) return 0;
    throw error;
  }
}
