import { expect, test } from "vitest";
import { onceEach } from "./once-each.ts";

test("each pair of objects is computed once, also where the result is nothing", () => {
  const asked: string[] = [];
  const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];
  const found = onceEach((left: typeof a, right: typeof a) => { asked.push(left.name + right.name); return undefined; });
  for (let time = 0; time < 3; time += 1) { found(a, b); found(b, a); found(a, c); }
  expect(asked).toEqual(["ab", "ba", "ac"]);
});
