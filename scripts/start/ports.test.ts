import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../embedded-postgres.ts";
import { onFreePorts } from "./ports.ts";

const others: net.Server[] = [];
afterEach(() => { for (const other of others.splice(0)) other.close(); });

/** Somebody else who listens on it. */
function taken(port: number): Promise<void> {
  return new Promise((resolve) => { others.push(net.createServer().listen(port, () => resolve())); });
}

test("a port that is free is taken as wanted, one that is not is replaced", async () => {
  const [free, used] = [await freePort(), await freePort()];
  await taken(used);
  const [first, second] = await onFreePorts([free, used], (ports) => Promise.resolve(ports));
  expect(first).toBe(free);
  expect(second).not.toBe(used);
});

test("what failed because somebody took its port meanwhile is begun again on another one", async () => {
  const wanted = await freePort();
  const seen: number[] = [];
  const port = await onFreePorts([wanted], async ([given = 0]) => {
    seen.push(given);
    if (seen.length > 1) return given;
    await taken(given);
    throw new Error("EADDRINUSE");
  });
  expect(seen).toEqual([wanted, port]);
  expect(port).not.toBe(wanted);
});

test("what failed for another reason is not begun again", async () => {
  let tries = 0;
  await expect(onFreePorts([await freePort()], () => Promise.reject(new Error(`broken ${tries += 1}`)))).rejects.toThrow("broken 1");
});
