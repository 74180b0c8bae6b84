import path from "node:path";
import { parseArgs } from "node:util";

/** What `npm start -- …` takes. */
export interface StartOptions {
  readonly catalog: string | undefined;
  readonly data: string;
  readonly fresh: boolean;
  readonly port: number;
}

/** Reads the command line. Throws with a sentence for what it does not know. */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({ args: [...args], options: { catalog: { type: "string" }, data: { type: "string" }, fresh: { type: "boolean" }, port: { type: "string" } } });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 1 to 65535, not “${values.port}”.`);
  return { catalog: values.catalog ? path.resolve(values.catalog) : undefined, data: path.resolve(values.data ?? ".data"), fresh: values.fresh ?? false, port };
}
