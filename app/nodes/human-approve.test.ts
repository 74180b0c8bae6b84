import { expect, test } from "vitest";
import { storedImage } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { humanApprove } from "./human-approve.ts";

const image = storedImage("scene");

test("a person is asked with the picture and the text, and what was edited goes on", async () => {
  const context = nodeContext({ decision: { approved: true, text: "A vase at dusk" } });
  expect(await humanApprove.run({ inputs: { image, text: "A vase" }, params: { question: "Good?", days: 2, atExpiry: "go-on" } }, context)).toEqual({ image, text: "A vase at dusk" });
  expect(context.asked).toEqual([{ question: "Good?", instructions: "", image, text: "A vase", days: 2, atExpiry: "go-on" }]);
});

test("a rejection ends the way behind it, and without a text there is none", async () => {
  expect(await humanApprove.run({ inputs: { image, text: "A vase" }, params: {} }, nodeContext({ decision: { approved: false, text: "A vase" } }))).toEqual({});
  expect(await humanApprove.run({ inputs: { image }, params: {} }, nodeContext())).toEqual({ image });
});

test("a day at least and fourteen at most", () => {
  for (const days of [0, 15]) expect(humanApprove.check({ days })).toHaveLength(1);
});
