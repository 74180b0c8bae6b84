import { pino, type DestinationStream } from "pino";
import type { Log } from "#app/core/context.ts";

/** The structured log, on stdout if nowhere else. Errors are written as name, message, code and stack; never with their `cause`, which may hold content. */
export function createLog(level: string, process: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: { process },
    serializers: {
      error: (error: unknown) =>
        error instanceof Error ? { name: error.name, message: error.message, code: "code" in error ? error.code : undefined, stack: error.stack } : { message: String(error) },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
