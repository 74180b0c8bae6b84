import OpenAI, { APIError, toFile } from "openai";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProviders, type Providers } from "../../../tests/support/providers.ts";
import { specOf } from "../../../tests/support/specs.ts";

let world: Providers;
beforeEach(async () => { world = await startProviders(); });
afterEach(() => world.close());

const client = (apiKey = "sk-sandbox-abcd") => new OpenAI({ apiKey, baseURL: `${world.origin}/openai/v1`, maxRetries: 0 });
const photo = () => sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320"><rect width="320" height="320" fill="#f4f4f2"/><rect x="110" y="70" width="100" height="190" rx="20" fill="#1f6b3a"/></svg>')).png().toBuffer();
const file = async (bytes: Promise<Buffer>, name = "in.png") => toFile(await bytes, name, { type: "image/png" });
const bytesOf = (answer: { data?: { b64_json?: string }[] }, index = 0) => Buffer.from(answer.data?.[index]?.b64_json ?? "", "base64");
const cost = ({ usage }: { usage?: OpenAI.ImagesResponse.Usage }) => (usage?.input_tokens_details.text_tokens ?? 0) * 5 + (usage?.input_tokens_details.image_tokens ?? 0) * 8 + (usage?.output_tokens ?? 0) * 30;
const refusal = async (call: Promise<unknown>) => call.then(() => { throw new Error("answered"); }, (error: unknown) => { if (error instanceof APIError) return error; throw error; });

describe("the stand-in of OpenAI", () => {
  it("lists models as a free check of a key", async () => {
    const models = await client().models.list();
    expect(models.data.map(({ id }) => id)).toContain("gpt-image-2.5-sunburst");
    expect(world.ledger().total).toEqual({ micros: 0, count: 0 });
  });

  it("makes a picture of the size asked for and charges what its usage multiplies out to", async () => {
    const { data, response } = await client().images.generate({ model: "gpt-image-2.5-flare", prompt: "a vase", size: "1024x1536", quality: "low", output_format: "webp" }).withResponse();
    expect(await sharp(bytesOf(data)).metadata()).toMatchObject({ format: "webp", width: 1024, height: 1536 });
    expect(data.usage).toMatchObject({ output_tokens: 408 });
    expect(world.ledger().total).toEqual({ micros: cost(data), count: 1 });
    expect(world.ledger().entries[0]).toMatchObject({ provider: "openai", keyLast4: "abcd", kind: "image", model: "gpt-image-2.5-flare", requestId: response.headers.get("x-request-id") });
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("119");
  });

  it("edits with several images: the same request gives the same picture, another prompt another one", async () => {
    const image = [await file(photo(), "a.png"), await file(photo(), "b.png")];
    const edit = (prompt: string, n = 1) => client().images.edit({ model: "gpt-image-2", image, prompt, size: "512x512", n });
    const [first, again, other] = [await edit("on oak", 2), await edit("on oak"), await edit("on snow")];
    expect(bytesOf(again).equals(bytesOf(first))).toBe(true);
    expect(bytesOf(first, 1).equals(bytesOf(first))).toBe(false);
    expect(bytesOf(other).equals(bytesOf(first))).toBe(false);
    expect(world.ledger().total.micros).toBe(cost(first) + cost(again) + cost(other));
  });

  it("changes only what a mask leaves transparent", async () => {
    const mask = sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320"><rect width="320" height="160" fill="#000"/></svg>')).png().toBuffer();
    const made = await client().images.edit({ model: "gpt-image-2", image: await file(photo()), mask: await file(mask, "mask.png"), prompt: "night, dark blue", size: "320x320" });
    const [before, after] = await Promise.all([photo(), Promise.resolve(bytesOf(made))].map(async (one) => sharp(await one).removeAlpha().raw().toBuffer()));
    const half = 320 * 150 * 3;
    expect(after?.subarray(0, half).equals(before?.subarray(0, half) ?? Buffer.alloc(0))).toBe(true);
    expect(after?.subarray(-half).equals(before?.subarray(-half) ?? Buffer.alloc(0))).toBe(false);
  });

  it("writes JSON of the schema that is asked for, from what a picture shows", async () => {
    const schema = { type: "object", additionalProperties: false, required: ["alt", "colour", "score", "passes", "tags"], properties: { alt: { type: "string", maxLength: 60 }, colour: { type: "string" }, score: { type: "integer", minimum: 1, maximum: 5 }, passes: { type: "boolean" }, tags: { type: "array", items: { type: "string" } } } };
    const answer = await client().responses.create({ model: "gpt-5.6-luna", input: [{ role: "user", content: [{ type: "input_text", text: "Describe this bottle" }, { type: "input_image", detail: "auto", image_url: `data:image/png;base64,${(await photo()).toString("base64")}` }] }], text: { format: { type: "json_schema", name: "look", schema, strict: true } } });
    expect(JSON.parse(answer.output_text)).toMatchObject({ colour: "dark green", passes: true });
    const { input_tokens: input = 0, output_tokens: output = 0 } = answer.usage ?? {};
    expect(world.ledger().total.micros).toBe(Math.ceil((input * 200 + output * 1200) / 1000));
  });

  it("refuses as OpenAI does, and charges nothing for it", async () => {
    const generate = (key: string, prompt = "a vase") => refusal(client(key).images.generate({ model: "gpt-image-2", prompt }));
    expect(await generate("sk-sandbox-bad-1234")).toMatchObject({ status: 401, code: "invalid_api_key" });
    expect(await generate("sk-live-1234")).toMatchObject({ status: 401 });
    expect((await generate("sk-live-secret-middle-1234")).message).not.toContain("secret-middle");
    expect(await generate("sk-sandbox-noquota")).toMatchObject({ status: 429, code: "insufficient_quota" });
    expect(await generate("sk-sandbox-unverified")).toMatchObject({ status: 403 });
    expect(await generate("sk-sandbox-abcd", "[moderated]")).toMatchObject({ status: 400, code: "moderation_blocked", type: "image_generation_user_error" });
    expect(await refusal(client().images.generate({ model: "gpt-image-0", prompt: "x" }))).toMatchObject({ status: 404, code: "model_not_found" });
    expect(await refusal(client().get("/nowhere"))).toMatchObject({ status: 404 });
    expect((await client("sk-sandbox-unverified").models.list()).data.length).toBeGreaterThan(0);
    expect(world.ledger().total.count).toBe(0);
  });

  it("limits requests a minute and says how long to wait", async () => {
    world.parts.settings.requestsPerMinute = 1;
    world.parts.settings.fastPictures = true;
    await client().images.generate({ model: "gpt-image-2", prompt: "a" });
    const refused = await refusal(client().images.generate({ model: "gpt-image-2", prompt: "b" }));
    expect(refused).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    expect(Number(refused.headers?.get("retry-after"))).toBeGreaterThan(50);
  });

  it("answers what the official schema describes", async () => {
    const check = specOf("openai.openapi.json");
    world.parts.settings.fastPictures = true;
    const post = async (path: string, body: object, key = "sk-sandbox-abcd"): Promise<unknown> => (await fetch(`${world.origin}/openai/v1${path}`, { method: body instanceof Object && Object.keys(body).length ? "POST" : "GET", headers: { authorization: `Bearer ${key}` }, ...(Object.keys(body).length ? { body: JSON.stringify(body) } : {}) })).json();
    expect(check("ImagesResponse", await post("/images/generations", { model: "gpt-image-2", prompt: "a", size: "1024x1024" }))).toEqual([]);
    expect(check("Response", await post("/responses", { model: "gpt-5.6-luna", input: "hello" }))).toEqual([]);
    expect(check("ListModelsResponse", await post("/models", {}))).toEqual([]);
    expect(check("ErrorResponse", await post("/images/generations", { prompt: "a" }, "sk-bad"))).toEqual([]);
  });
});
