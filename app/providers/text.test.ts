import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startProviders, type Providers } from "#tests/support/providers.ts";
import { callTo, sentPicture, textRequest } from "#tests/support/provider-call.ts";
import { startStorm, type Storm } from "#tests/support/storm.ts";
import { costOf } from "#app/core/price.ts";
import { gemini } from "./gemini.ts";
import { openai } from "./openai.ts";

const SCHEMA = { type: "object", properties: { matches: { type: "boolean" }, words: { type: "string" } }, required: ["matches", "words"], additionalProperties: false };
/** A text as each provider wraps it; `cut` at its limit of tokens. */
const OPENAI = (text: string, cut = false) => ({ status: cut ? "incomplete" : "completed", incomplete_details: cut ? { reason: "max_output_tokens" } : null, output: [{ type: "reasoning" }, { type: "message", content: [{ type: "output_text", text }] }], usage: { input_tokens: 10, output_tokens: 5 } });
const GEMINI = (text: string, cut = false) => ({ candidates: [{ content: { parts: [{ text: "I think", thought: true }, { text }] }, finishReason: cut ? "MAX_TOKENS" : "STOP" }], usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 3, thoughtsTokenCount: 2 } });

describe.each([
  { provider: openai, modelId: "openai/gpt-5.6-luna", path: "/openai/v1", place: "openai" as const, wrap: OPENAI },
  { provider: gemini, modelId: "gemini/3.5-flash-lite", path: "/gemini", place: "gemini" as const, wrap: GEMINI },
])("text of $provider.title", ({ provider, modelId, path, place, wrap }) => {
  let world: Providers;
  let storm: Storm | undefined;
  beforeAll(async () => { world = await startProviders({ fastPictures: true }); });
  afterAll(() => world.close());
  afterEach(() => {
    world.faults();
    storm?.close();
  });
  const answering = async (body: unknown) => {
    storm = await startStorm((response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)));
    return callTo(storm.origin, modelId);
  };

  test("is written from words and pictures, in the form of a schema, and costs what the provider charged", async () => {
    const before = world.ledger().total.micros;
    const call = callTo(`${world.origin}${path}`, modelId);
    const outcome = await provider.submit(textRequest({ schema: SCHEMA, images: [await sentPicture(64)] }), call);
    if (outcome.state !== "done" || !outcome.made.usage) return expect.fail(JSON.stringify(outcome));
    expect(JSON.parse(outcome.made.text ?? "")).toMatchObject({ matches: expect.any(Boolean), words: expect.any(String) });
    expect(costOf(call.model, outcome.made.usage)).toBe(world.ledger().total.micros - before);
  });

  test.each([["lost-answer", "unknown"], ["html", "corrupt"], ["missing-field", "corrupt"], ["huge-body", "corrupt"], ["429", "rate-limited"], ["503", "overloaded"], ["echo-key", "invalid-request"]] as const)("%s ends as %s", async (kind, state) => {
    world.faults({ match: place, kind });
    expect((await provider.submit(textRequest(), callTo(`${world.origin}${path}`, modelId))).state).toBe(state);
  });

  test("an answer that does not fit its schema, or was cut, is corrupt and says its usage", async () => {
    const usage = { textInputTokens: 10, imageInputTokens: 0, outputTokens: 5 };
    for (const [text, cut] of [["no JSON", false], ["[1]", false], ["{\"matches\":\"yes\",\"words\":\"x\"}", false], ["{\"matches\":true", true], ["", false]] as const) {
      expect(await provider.submit(textRequest({ schema: SCHEMA }), await answering(wrap(text, cut)))).toMatchObject({ state: "corrupt", usage });
      storm?.close();
    }
    expect(await provider.submit(textRequest({ schema: SCHEMA }), await answering(wrap("{\"matches\":true,\"words\":\"x\"}")))).toMatchObject({ state: "done", made: { usage } });
  });

  test("a plain text that was cut comes with a warning, and thoughts are not part of it", async () => {
    expect(await provider.submit(textRequest(), await answering(wrap("A vase, and", true)))).toMatchObject({ state: "done", made: { text: "A vase, and", warnings: ["The text was cut off at 500 tokens."] } });
  });

  test("more pictures than the model takes are left out and said", async () => {
    const outcome = await provider.submit(textRequest({ images: await Promise.all(Array.from({ length: 12 }, () => sentPicture(16))) }), await answering(wrap("A vase")));
    expect(outcome).toMatchObject({ state: "done", made: { warnings: [expect.stringContaining("the first 10 of 12 were used")] } });
  });
});

test("a refusal in words is a moderation that was charged", async () => {
  const bodies = [
    { provider: openai, modelId: "openai/gpt-5.6-luna", body: { status: "completed", output: [{ type: "message", content: [{ type: "refusal", refusal: "No." }] }], usage: { input_tokens: 4, output_tokens: 2 } }, rule: "refusal" },
    { provider: gemini, modelId: "gemini/3.5-flash-lite", body: { promptFeedback: { blockReason: "PROHIBITED_CONTENT" }, usageMetadata: { promptTokenCount: 9 } }, rule: "PROHIBITED_CONTENT" },
  ];
  for (const { provider, modelId, body, rule } of bodies) {
    const storm = await startStorm((response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)));
    expect(await provider.submit(textRequest(), callTo(storm.origin, modelId))).toMatchObject({ state: "moderated", rule, charged: true });
    storm.close();
  }
});
