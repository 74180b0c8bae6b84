import { afterEach, expect, test } from "vitest";
import { createDataKeyCache, type DataKeyCache } from "./data-key-cache.server.ts";

let now = 1_800_000_000_000;
let cache: DataKeyCache;
const caches: DataKeyCache[] = [];
const loaded: Buffer[] = [];
const load = async () => {
  const key = Buffer.alloc(32, loaded.length + 1);
  loaded.push(key);
  return key;
};
const use = (id = "a") => cache.use(id, load, (key) => key[0]);
const zeroed = (place: number) => loaded[place]?.every((byte) => byte === 0);
const open = () => {
  loaded.splice(0);
  cache = createDataKeyCache({ now: () => new Date(now) });
  caches.push(cache);
};
afterEach(() => caches.splice(0).forEach((one) => one.close()));

test("a data key is asked for once in five minutes, and is overwritten when they are over", async () => {
  open();
  await use();
  now += 5 * 60_000 - 1;
  await use();
  expect(loaded).toHaveLength(1);
  now += 1;
  cache.sweep();
  expect(zeroed(0)).toBe(true);
  expect(await use()).toBe(2);
});

test("a data key serves a hundred uses", async () => {
  open();
  for (let n = 0; n < 100; n += 1) expect(await use()).toBe(1);
  expect(zeroed(0)).toBe(true);
  expect(await use()).toBe(2);
});

test("a clock that is set back does not lengthen its life", async () => {
  open();
  await use();
  now -= 3_600_000;
  await use();
  expect(loaded).toHaveLength(2);
  expect(zeroed(0)).toBe(true);
});

test("a key that opened nothing is not kept", async () => {
  open();
  await expect(cache.use("a", load, () => { throw new Error("changed"); })).rejects.toThrow("changed");
  expect(zeroed(0)).toBe(true);
});

test("of two that load at once none is left in memory unseen, and both are served", async () => {
  open();
  expect(await Promise.all([use(), use()])).toEqual([1, 2]);
  expect(zeroed(0)).toBe(true);
  await use();
  expect(loaded).toHaveLength(2);
});

test("a thousand are kept, the oldest goes first", async () => {
  open();
  for (let n = 0; n <= 1_000; n += 1) await use(`id ${n}`);
  expect(zeroed(0)).toBe(true);
  expect(zeroed(1)).toBe(false);
});

test("closing overwrites all of them, also one that arrives later", async () => {
  open();
  await use();
  const late = use("b");
  cache.close();
  await late;
  expect([zeroed(0), zeroed(1)]).toEqual([true, true]);
});

test("forgetting overwrites all of them, and the next use asks again", async () => {
  open();
  await use();
  await use("b");
  cache.forgetAll();
  expect([zeroed(0), zeroed(1)]).toEqual([true, true]);
  expect(await use()).toBe(3);
  expect(await use()).toBe(3);
});
