import { startPostgres, type EmbeddedPostgres } from "../embedded-postgres.ts";

/** How often the server is looked at, ms. */
const LOOK_MS = 500;

/** The database as long as the stack runs. */
export interface KeptDatabase {
  pid(): number;
  /** Superuser address of one of its databases. */
  url(database: string): string;
  stop(): Promise<void>;
}

/** Starts the embedded server again, on its port, whenever it dies. What was committed is there again; the processes connect anew by themselves. */
export function keepDatabase(root: string, dataHome: string, first: EmbeddedPostgres, say: (line: string) => void): KeptDatabase {
  let server = first;
  let starting: Promise<void> | undefined;
  const look = setInterval(() => {
    if (starting || server.isAlive()) return;
    say("The database ended and is started again.");
    starting = startPostgres(root, dataHome, server.port).then(
      (again) => { server = again; },
      (error: unknown) => { say(error instanceof Error ? error.message : String(error)); },
    ).finally(() => { starting = undefined; });
  }, LOOK_MS);
  return {
    pid: () => server.pid,
    url: (database) => server.url(database),
    stop: async () => {
      clearInterval(look);
      await starting;
      await server.stop();
    },
  };
}
