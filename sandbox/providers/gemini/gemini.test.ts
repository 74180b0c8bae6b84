import { GoogleGenerativeAI, GoogleGenerativeAIFetchError } from "@google/generative-ai";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProviders, type Providers } from "../../../tests/support/providers.ts";
import { protoOf } from "../../../tests/support/specs.ts";

let world: Providers;
beforeEach(async () => { world = await startProviders({ fastPictures: true }); });
afterEach(() => world.close());

const IMAGE = "gemini-nano-banana-2.1";
const png = () => sharp({ create: { width: 64, height: 96, channels: 3, background: "#c27a58" } }).png().toBuffer();
const ask = async (prompt: string, { key = "AIza-sandbox-abcd", model = IMAGE, config = {} }: { key?: string; model?: string; config?: object } = {}) => {
  const made = new GoogleGenerativeAI(key).getGenerativeModel({ model, generationConfig: { ...config } }, { baseUrl: `${world.origin}/gemini`, apiVersion: "v1beta" });
  return (await made.generateContent([{ inlineData: { mimeType: "image/png", data: (await png()).toString("base64") } }, prompt])).response;
};
const refusal = (call: Promise<unknown>) => call.then(() => { throw new Error("answered"); }, (error: unknown) => { if (error instanceof GoogleGenerativeAIFetchError) return error; throw error; });

describe("the stand-in of Gemini", () => {
  it("makes a picture of the ratio asked for: 1120 tokens at 1K, charged as its usage says", async () => {
    world.parts.settings.fastPictures = false;
    const { candidates, usageMetadata } = await ask("on marble", { config: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "4:5", imageSize: "1K" } } });
    const { width, height } = await sharp(Buffer.from(candidates?.[0]?.content.parts[0]?.inlineData?.data ?? "", "base64")).metadata();
    expect(width / height).toBeCloseTo(0.8, 1);
    expect(usageMetadata).toMatchObject({ candidatesTokenCount: 1120 });
    expect(world.ledger().total.micros).toBe(Math.ceil((usageMetadata?.promptTokenCount ?? 0) * 1.5) + 33_600);
  });

  it("charges more for 4K, and the larger model's own price", async () => {
    expect((await ask("a", { config: { imageConfig: { imageSize: "4K" } } })).usageMetadata?.candidatesTokenCount).toBe(2520);
    const { usageMetadata } = await ask("a", { model: "gemini-3-pro-image", config: { imageConfig: { imageSize: "4K" } } });
    expect(world.ledger().byModel["gemini-3-pro-image"]?.micros).toBe((usageMetadata?.promptTokenCount ?? 0) * 2 + 240_000);
  });

  it("answers text, as JSON of a schema if one is given", async () => {
    const answer = await ask("Is it red?", { model: "gemini-3.5-flash-lite", config: { responseMimeType: "application/json", responseSchema: { type: "OBJECT", properties: { colour: { type: "STRING" }, verdict: { type: "STRING", enum: ["good", "bad"] } }, required: ["colour", "verdict"] } } });
    expect(JSON.parse(answer.text())).toMatchObject({ colour: "terracotta" });
    const { promptTokenCount, candidatesTokenCount } = answer.usageMetadata ?? { promptTokenCount: 0, candidatesTokenCount: 0 };
    expect(world.ledger().total.micros).toBe(Math.ceil((promptTokenCount * 300 + candidatesTokenCount * 2500) / 1000));
  });

  it("refuses with status 200 where Google does, and charges the prompt", async () => {
    expect((await ask("[moderated]")).candidates?.[0]).toMatchObject({ finishReason: "IMAGE_SAFETY" });
    expect((await ask("[no image]")).candidates?.[0]).toMatchObject({ finishReason: "NO_IMAGE" });
    expect((await ask("[moderated]", { model: "gemini-3.8-flash" })).promptFeedback).toMatchObject({ blockReason: "PROHIBITED_CONTENT" });
    expect(world.ledger().total.count).toBe(3);
  });

  it("gives errors in Google's shape", async () => {
    expect(await refusal(ask("a", { key: "AIza-sandbox-bad" }))).toMatchObject({ status: 400, errorDetails: [{ reason: "API_KEY_INVALID" }] });
    const empty = await refusal(ask("a", { key: "AIza-sandbox-noquota" }));
    expect(JSON.stringify(empty.errorDetails)).toContain("PerDay");
    world.faults({ match: "gemini", kind: "429", ms: 7000 });
    const limited = await refusal(ask("a"));
    expect(limited).toMatchObject({ status: 429 });
    expect(JSON.stringify(limited.errorDetails)).toMatch(/PerMinute.*"retryDelay":"7s"/);
    expect(world.ledger().total.count).toBe(0);
  });

  it("answers fields that the protocol has", async () => {
    const check = protoOf();
    const answers = [await ask("a"), await ask("[moderated]"), await ask("a", { model: "gemini-3.8-flash" })].map((response) => JSON.parse(JSON.stringify(response)));
    for (const answer of answers) expect(check("GenerateContentResponse", answer)).toEqual([]);
    const models: unknown = await (await fetch(`${world.origin}/gemini/v1beta/models`, { headers: { "x-goog-api-key": "AIza-sandbox-abcd" } })).json();
    expect(check("ListModelsResponse", models)).toEqual([]);
  });
});
