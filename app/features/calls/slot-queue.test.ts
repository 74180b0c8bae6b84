import { expect, test } from "vitest";
import type { Wakes } from "#app/core/context.ts";
import { queueFor } from "./slot-queue.ts";

/** Wake-ups by hand. Whoever is called says so in `seen`. */
function street() {
  let heard: (keyId: string | undefined) => void = () => undefined;
  const seen: string[] = [];
  const wakes: Wakes = { on: (_channel, listener) => { heard = listener; return () => undefined; } };
  const stand = (name: string, keyId: string) => {
    const place = queueFor(wakes, keyId);
    place.join();
    return { ...place, waits: place.turn(1, AbortSignal.timeout(700)).then(() => { seen.push(name); }, () => undefined) };
  };
  return { seen, wake: (keyId: string | undefined) => { heard(keyId); }, stand };
}

test("each call that ends lets the first in line of its key look, and nobody else", async () => {
  const { seen, wake, stand } = street();
  const [first, second, other] = [stand("first", "a"), stand("second", "a"), stand("other", "b")];
  wake("a");
  await first.waits;
  first.leave();
  expect(seen).toEqual(["first"]);
  wake("a");
  await second.waits;
  expect(seen).toEqual(["first", "second"]);
  wake(undefined);
  await other.waits;
  expect(seen).toEqual(["first", "second", "other"]);
});

test("who was called while it was looking comes again at once, and passes the call on when it leaves", async () => {
  const { seen, wake, stand } = street();
  const [first, second] = [stand("first", "a"), stand("second", "a")];
  wake("a");
  await first.waits;
  wake("a");
  first.leave();
  await second.waits;
  expect(seen).toEqual(["first", "second"]);
});

test("without a wake-up it looks again after a while", async () => {
  const place = queueFor({ on: () => () => undefined }, "a");
  place.join();
  await expect(place.turn(0, AbortSignal.timeout(700))).resolves.toBeUndefined();
  place.leave();
});
