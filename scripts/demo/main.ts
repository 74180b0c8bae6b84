import { CatalogError } from "../../sandbox/seed/catalog.ts";
import { playDemo } from "./demo.ts";
import { OptionError, readOptions } from "./options.ts";

/** The process's answer: 0 all is well, 1 it failed or a figure contradicts the shop, 2 an option does not fit. */
async function main(): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopped.abort(new Error("It was stopped.")));
  try {
    return (await playDemo(readOptions(process.argv.slice(2)), stopped.signal, (line) => console.log(line))) ? 0 : 1;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const plain = error instanceof OptionError || error instanceof CatalogError;
    console.error(plain ? why : `\nThe demo could not be played to its end.\n${why}`);
    return error instanceof OptionError ? 2 : 1;
  }
}

process.exit(await main());
