import { afterEach, expect, test, vi } from "vitest";
import { startProviders } from "#tests/support/providers.ts";
import { callTo, imageRequest, KEYS, sentPicture, textRequest } from "#tests/support/provider-call.ts";
import { startStorm, type Storm } from "#tests/support/storm.ts";
import { openai } from "./openai.ts";

const MODEL = "openai/gpt-image-2.6-sunburst";
let storm: Storm | undefined;
afterEach(() => {
  storm?.close();
  vi.unstubAllEnvs();
});
const answering = async (status: number, body: unknown) => {
  storm?.close();
  storm = await startStorm((response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  return storm.origin;
};
const png = (await sentPicture(16)).bytes;
const MADE = { data: [{ b64_json: Buffer.from(png).toString("base64") }], usage: { input_tokens: 50, input_tokens_details: { text_tokens: 10, image_tokens: 40 }, output_tokens: 1056 } };

test("references and a mask go as files of one edit, and both kinds of input are counted", async () => {
  const call = callTo(await answering(200, MADE), MODEL);
  const outcome = await openai.submit(imageRequest({ references: [await sentPicture(32), await sentPicture(32)], mask: await sentPicture(32, true), quality: "high" }), call);
  expect(outcome).toMatchObject({ state: "done", made: { warnings: [], costMicros: null, usage: { textInputTokens: 10, imageInputTokens: 40, outputTokens: 1056 } } });
  expect(storm?.seen[0]?.url).toBe("/images/edits");
  const form = storm?.seen[0]?.body.toString("latin1") ?? "";
  expect(form.match(/name="image\[\]"; filename="reference-[12]\.png"/g)).toHaveLength(2);
  expect(form).toContain("name=\"mask\"; filename=\"mask.png\"");
  expect(form).toMatch(/name="size"\r\n\r\n1024x1024/);
  expect(call.asked).toHaveLength(1);
});

test("the sandbox edits with a mask of the reference's size", async () => {
  const world = await startProviders({ fastPictures: true });
  const outcome = await openai.submit(imageRequest({ references: [await sentPicture(64)], mask: await sentPicture(64, true) }), callTo(`${world.origin}/openai/v1`, MODEL));
  await world.close();
  expect(outcome.state).toBe("done");
});

test("what the environment says to the library goes nowhere, and our id of the call goes along", async () => {
  for (const [name, value] of [["OPENAI_ORG_ID", "org-ours"], ["OPENAI_PROJECT_ID", "proj-ours"], ["OPENAI_API_KEY", "sk-ours-0123456789"], ["OPENAI_BASE_URL", "http://127.0.0.1:1"], ["OPENAI_LOG", "debug"]] as const) vi.stubEnv(name, value);
  await openai.submit(imageRequest(), callTo(await answering(200, MADE), MODEL));
  expect(storm?.seen[0]?.headers).toMatchObject({ "authorization": `Bearer ${KEYS.openai}`, "x-client-request-id": "call-1" });
  expect(JSON.stringify(storm?.seen[0]?.headers)).not.toContain("ours");
});

test("responses are not kept at OpenAI, and pictures go as data", async () => {
  await openai.submit(textRequest({ images: [await sentPicture(16)] }), callTo(await answering(200, {}), "openai/gpt-5.6-luna"));
  const body: unknown = JSON.parse(storm?.seen[0]?.body.toString() ?? "");
  expect(body).toMatchObject({ store: false, model: "gpt-5.6-luna", max_output_tokens: 500, input: [{ role: "user", content: [{ type: "input_image", image_url: expect.stringMatching(/^data:image\/png;base64,/) }, { type: "input_text", text: "What is this?" }] }] });
});

test.each([
  [400, "moderation_blocked", "", { state: "moderated", rule: "moderation_blocked", charged: false }],
  [400, "content_policy_violation", "", { state: "moderated", rule: "content_policy_violation", charged: false }],
  [400, "billing_hard_limit_reached", "", { state: "no-quota", untilMs: null }],
  [401, "invalid_api_key", "", { state: "bad-key" }],
  [401, null, "You have insufficient permissions for this operation. Missing scopes: api.images.write", { state: "not-permitted" }],
  [403, null, "Your organization must be verified to use the model", { state: "not-permitted", why: "Your organization must be verified to use the model" }],
  [404, "model_not_found", "The model does not exist", { state: "not-permitted" }],
  [429, "insufficient_quota", "", { state: "no-quota", untilMs: null }],
  [429, "credit_balance_exhausted", "", { state: "no-quota", untilMs: null }],
  [429, "rate_limit_exceeded", "", { state: "rate-limited" }],
  [409, null, "", { state: "overloaded" }],
  [422, null, "Bad size", { state: "invalid-request", why: "Bad size" }],
])("status %s with the code %s is told for what it is", async (status, code, message, outcome) => {
  expect(await openai.submit(imageRequest(), callTo(await answering(status, { error: { message, type: "x", code } }), MODEL))).toMatchObject(outcome);
});

test("a check costs nothing and tells an organization that is not verified, or sees no image model", async () => {
  expect(await openai.verify(callTo(await answering(403, { error: { message: "Organization not verified" } }), MODEL))).toEqual({ state: "unverified", why: "Organization not verified" });
  expect(await openai.verify(callTo(await answering(200, { data: [{ id: "gpt-5.6-luna" }] }), MODEL))).toMatchObject({ state: "works", note: expect.stringContaining("no image model") });
  expect(await openai.verify(callTo(await answering(429, { error: { code: "insufficient_quota" } }), MODEL))).toEqual({ state: "no-quota" });
  expect(await openai.verify(callTo(await answering(200, "models"), MODEL))).toMatchObject({ state: "unreachable" });
  expect(storm?.seen[0]?.url).toBe("/models");
});
