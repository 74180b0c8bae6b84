import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { DatabaseHandle, Log, WakeChannel } from "#app/core/context.ts";
import { clientsOf } from "./open.server.ts";

/** Channels are wake-ups only; the payload is an id and whoever wakes reads the rows it may read. */
const CHANNELS: readonly WakeChannel[] = ["progress", "dispatch", "slot", "jobs", "erased"];

export interface Listener {
  /** Calls back with each payload, and with undefined after a gap (a lost connection): read again then. Returns how to stop. */
  on(channel: WakeChannel, heard: (payload: string | undefined) => void): () => void;
  close(): Promise<void>;
}

const RETRY_MS = 250;

/** One connection that listens for this process and is made again whenever it is lost. */
export function openListener(db: DatabaseHandle, log: Log): Listener {
  const heard = new Map<WakeChannel, Set<(payload: string | undefined) => void>>(CHANNELS.map((channel) => [channel, new Set()]));
  const tell = (channel: string, payload: string | undefined) => {
    for (const [name, listeners] of heard) if (name === channel) listeners.forEach((listener) => listener(payload));
  };
  let client: pg.Client | undefined;
  const stop = new AbortController();
  const loop = (async () => {
    while (!stop.signal.aborted) {
      client = new pg.Client({ connectionString: clientsOf(db).appUrl, keepAlive: true, application_name: "piccaso listener" });
      try {
        const ended = new Promise<void>((resolve) => { client?.on("end", resolve); client?.on("error", () => resolve()); });
        await client.connect();
        client.on("notification", (message) => tell(message.channel, message.payload));
        for (const channel of heard.keys()) await client.query(`listen ${channel}`);
        for (const channel of heard.keys()) tell(channel, undefined);
        await ended;
      } catch (error) {
        log.warn({ error }, "the listening connection failed and is made again");
      }
      await wait(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    on(channel, listener) {
      heard.get(channel)?.add(listener);
      return () => { heard.get(channel)?.delete(listener); };
    },
    close: async () => {
      stop.abort();
      await client?.end().catch(() => undefined);
      await loop;
    },
  };
}
