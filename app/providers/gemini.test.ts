import { afterEach, expect, test } from "vitest";
import { callTo, imageRequest, KEYS, sentPicture } from "#tests/support/provider-call.ts";
import { startStorm, type Storm } from "#tests/support/storm.ts";
import { nextPacificMidnight } from "./gemini/errors.ts";
import { gemini } from "./gemini.ts";

const MODEL = "gemini/nano-banana-2.1";
const NOW = Date.UTC(2026, 10, 22, 12);
let storm: Storm | undefined;
afterEach(() => storm?.close());
const answering = async (status: number, body: unknown) => {
  storm?.close();
  storm = await startStorm((response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  return callTo(storm.origin, MODEL, { now: () => NOW });
};
const data = Buffer.from((await sentPicture(16)).bytes).toString("base64");
const google = (...details: object[]) => ({ error: { message: "You exceeded your current quota.", details } });
const violation = (quotaId: string, quotaValue = "10") => ({ violations: [{ quotaId, quotaValue }] });

test("the library writes the request: size and references as the API takes them, the key in its header alone", async () => {
  const call = await answering(200, { candidates: [{ content: { parts: [{ text: "Here" }, { inlineData: { mimeType: "image/png", data } }] }, finishReason: "STOP" }], usageMetadata: { promptTokenCount: 270, promptTokensDetails: [{ modality: "TEXT", tokenCount: 12 }, { modality: "IMAGE", tokenCount: 258 }], candidatesTokenCount: 1120 } });
  const outcome = await gemini.submit(imageRequest({ references: [await sentPicture(16), await sentPicture(16)] }), call);
  expect(outcome).toMatchObject({ state: "done", made: { text: null, costMicros: null, usage: { textInputTokens: 12, imageInputTokens: 258, outputTokens: 1120 } } });
  expect(storm?.seen[0]?.url).toBe("/v1beta/models/gemini-nano-banana-2.1:generateContent");
  expect(storm?.seen[0]?.headers["x-goog-api-key"]).toBe(KEYS.gemini);
  expect(storm?.seen[0]?.headers["x-goog-api-client"]).toContain("genai-js/0.24.1");
  const body: unknown = JSON.parse(storm?.seen[0]?.body.toString() ?? "");
  expect(body).toMatchObject({ generationConfig: { responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: "1:1", imageSize: "1K" } }, contents: [{ parts: [{ inlineData: { mimeType: "image/png", data } }, { inlineData: {} }, { text: "A vase on a table" }] }] });
});

test("its global fetch is ours for its own calls alone: others go where they went, and no two calls meet", async () => {
  const bystander = await startStorm((response) => response.end("mine"));
  const call = await answering(200, {});
  const second = await startStorm((response) => response.end("{}"));
  const other = callTo(second.origin, MODEL, { key: "AIza-sandbox-other-0123456789" });
  const results = await Promise.all([gemini.submit(imageRequest(), call), gemini.submit(imageRequest(), other), fetch(bystander.origin).then((response) => response.text())]);
  bystander.close();
  second.close();
  expect(results[2]).toBe("mine");
  expect(bystander.seen[0]?.headers["x-goog-api-key"]).toBeUndefined();
  expect(call.asked.map(({ address }) => new URL(address).origin)).toEqual([storm?.origin]);
  expect(other.asked.map(({ address }) => new URL(address).origin)).toEqual([other.baseUrl]);
});

test.each([
  ["a key that is not valid", 400, google({ reason: "API_KEY_INVALID" }), { state: "bad-key" }],
  ["a project without the API", 403, google({ reason: "SERVICE_DISABLED" }), { state: "not-permitted" }],
  ["a model that is gone", 404, google(), { state: "not-permitted" }],
  ["a limit of the minute", 429, google(violation("GenerateRequestsPerMinutePerProjectPerModel"), { retryDelay: "23.4s" }), { state: "rate-limited", untilMs: NOW + 23_400 }],
  ["a pause of ten hours", 429, google({ retryDelay: "36000s" }), { state: "rate-limited", untilMs: NOW + 300_000 }],
  ["a pause that is none", 429, google({ retryDelay: "soon" }), { state: "rate-limited", untilMs: NOW + 15_000 }],
  ["a limit of the day, with a short pause beside it", 429, google(violation("GenerateRequestsPerDayPerProjectPerModel"), { retryDelay: "3s" }), { state: "no-quota", untilMs: Date.UTC(2026, 10, 23, 8) }],
  ["a limit of nought", 429, google(violation("GenerateRequestsPerMinutePerProjectPerModel", "0"), { retryDelay: "3s" }), { state: "no-quota", untilMs: null }],
  ["a limit of nought in words", 429, { error: { message: "Quota exceeded, limit: 0, model: x" } }, { state: "no-quota", untilMs: null }],
  ["details of another kind", 429, { error: { message: 7, details: "none" } }, { state: "rate-limited", untilMs: NOW + 15_000 }],
])("%s is told for what it is", async (_name, status, body, outcome) => {
  expect(await gemini.submit(imageRequest(), await answering(status, body))).toMatchObject(outcome);
});

test.each([["IMAGE_SAFETY", "moderated"], ["PROHIBITED_CONTENT", "moderated"], ["NO_IMAGE", "corrupt"], ["IMAGE_OTHER", "corrupt"], ["STOP", "corrupt"]])("an answer that ends with %s and no image is %s, with its usage", async (finishReason, state) => {
  expect(await gemini.submit(imageRequest(), await answering(200, { candidates: [{ finishReason }], usageMetadata: { promptTokenCount: 12 } }))).toMatchObject({ state, usage: { textInputTokens: 12, imageInputTokens: 0, outputTokens: 0 } });
});

test("the day of a quota ends at midnight in California, in summer and in winter", () => {
  expect(new Date(nextPacificMidnight(Date.UTC(2026, 6, 1, 12))).toISOString()).toBe("2026-07-02T07:00:00.000Z");
  expect(new Date(nextPacificMidnight(Date.UTC(2026, 11, 1, 7, 59))).toISOString()).toBe("2026-12-01T08:00:00.000Z");
  expect(new Date(nextPacificMidnight(Date.UTC(2026, 11, 1, 8))).toISOString()).toBe("2026-12-02T08:00:00.000Z");
});
