import net from "node:net";
import { freePort } from "../embedded-postgres.ts";

/** How often it is begun: two stacks that start at the same moment see the same ports free. */
const TRIES = 3;

/**
 * Starts something on the wanted ports, or on any free ones where they are taken. Between the look and the
 * start somebody else may take one: what failed then is begun again on others. `start` must have stopped
 * everything of its own when it throws.
 */
export async function onFreePorts<T>(wanted: readonly number[], start: (ports: readonly number[]) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    const ports: number[] = [];
    for (const port of wanted) ports.push(await isFree(port) ? port : await freePort());
    try {
      return await start(ports);
    } catch (error) {
      const free = await Promise.all(ports.map(isFree));
      if (left === 1 || free.every(Boolean)) throw error;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false)).listen(port, () => probe.close(() => resolve(true)));
  });
}
