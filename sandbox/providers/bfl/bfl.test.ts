import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startProviders, type Providers } from "../../../tests/support/providers.ts";
import { specOf } from "../../../tests/support/specs.ts";

let world: Providers;
beforeEach(async () => { world = await startProviders({ fastPictures: true }); });
afterEach(() => world.close());

const Json = z.record(z.string(), z.unknown());
const Ticket = z.object({ id: z.string(), polling_url: z.string(), cost: z.number(), input_mp: z.number(), output_mp: z.number() });
const KEY = { "x-key": "bfl-sandbox-abcd" };
const png = (side: number, background = "#888888") => sharp({ create: { width: side, height: side, channels: 3, background } }).png().toBuffer().then((bytes) => bytes.toString("base64"));
const send = (model: string, body: object, headers: Record<string, string> = KEY) => fetch(`${world.origin}/bfl/v1/${model}`, { method: "POST", headers, body: JSON.stringify(body) });
const submit = async (model: string, body: object) => Ticket.parse(await (await send(model, body)).json());
const poll = async (url: string) => Json.parse(await (await fetch(url, { headers: KEY })).json());
/** Asks until the task has ended. */
const ended = async (url: string): Promise<Record<string, unknown>> => {
  await Promise.all(world.parts.providers.drawing.values());
  return poll(url);
};
const sampleOf = (answer: Record<string, unknown>) => z.object({ sample: z.string() }).parse(answer["result"]).sample;

describe("the stand-in of BFL", () => {
  it("takes a task, charges its credits, and delivers without a key", async () => {
    world.parts.settings.fastPictures = false;
    const ticket = await submit("flux-2-pro", { prompt: "on oak", width: 1024, height: 512, seed: 7, input_image: await png(200) });
    expect(ticket).toMatchObject({ cost: 4.5, output_mp: 0.5 });
    expect(world.ledger().total.micros).toBe(45_000);
    const answer = await ended(ticket.polling_url);
    expect(answer).toMatchObject({ status: "Ready", result: { seed: 7, prompt: "on oak" } });
    const picture = await fetch(sampleOf(answer));
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ format: "jpeg", width: 1024, height: 512 });
  });

  it("counts megapixels as BFL does", async () => {
    expect((await submit("flux-2-pro", { prompt: "a", width: 2048, height: 1024, input_image: await png(1025), input_image_2: await png(100) })).cost).toBe(3 + 1.5 + 3 * 1.5);
    expect((await submit("flux-2-flex", { prompt: "a" })).cost).toBe(5);
    expect((await submit("flux-2-max", { prompt: "a", width: 2048, height: 2048 })).cost).toBe(7 + 3 * 3);
    expect((await submit("flux-kontext-pro", { prompt: "a", input_image: await png(100) })).cost).toBe(4);
    expect(Json.parse(await (await fetch(`${world.origin}/bfl/v1/credits`, { headers: KEY })).json())).toEqual({ credits: 10_000 - 9 - 5 - 16 - 4 });
  });

  it("fills only what is white in the mask", async () => {
    world.parts.settings.fastPictures = false;
    const mask = (await sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#000"/><rect y="100" width="200" height="100" fill="#fff"/></svg>')).png().toBuffer()).toString("base64");
    const answer = await ended((await submit("flux-pro-1.0-fill", { prompt: "beach", image: await png(200, "#336699"), mask, output_format: "png" })).polling_url);
    const pixels = await sharp(Buffer.from(await (await fetch(sampleOf(answer))).arrayBuffer())).removeAlpha().raw().toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual([0x33, 0x66, 0x99]);
    expect([...pixels.subarray(-603, -600)]).not.toEqual([0x33, 0x66, 0x99]);
  });

  it("writes down a key that is sent to the delivery address", async () => {
    const sample = sampleOf(await ended((await submit("flux-2-pro", { prompt: "a" })).polling_url));
    expect((await fetch(sample, { headers: KEY })).status).toBe(400);
    expect(world.parts.providers.leaks).toMatchObject([{ header: "x-key", keyLast4: "abcd" }]);
  });

  it("ends tasks as BFL does, and keeps them from other keys", async () => {
    const moderated = await submit("flux-2-pro", { prompt: "[moderated]" });
    expect(await poll(moderated.polling_url)).toMatchObject({ status: "Content Moderated", result: null });
    expect(await poll((await submit("flux-2-pro", { prompt: "[no image]" })).polling_url)).toMatchObject({ status: "Error" });
    expect(Json.parse(await (await fetch(moderated.polling_url, { headers: { "x-key": "bfl-sandbox-else" } })).json())).toMatchObject({ status: "Task not found" });
    world.faults({ match: "bfl", kind: "never-ready" });
    expect(await poll((await submit("flux-2-pro", { prompt: "a" })).polling_url)).toMatchObject({ status: "Pending" });
  });

  it("refuses as BFL does, and charges nothing for it", async () => {
    const status = async (model: string, body: object, key = "bfl-sandbox-abcd") => (await send(model, body, { "x-key": key })).status;
    expect(await status("flux-2-pro", { prompt: "a" }, "bfl-sandbox-bad")).toBe(401);
    expect(await status("flux-2-pro", { prompt: "a" }, "bfl-sandbox-noquota")).toBe(402);
    expect(await status("flux-9", { prompt: "a" })).toBe(404);
    expect(await status("flux-2-pro", {})).toBe(422);
    world.parts.settings.tasksInFlight = 1;
    world.parts.settings.providerMs = 60_000;
    expect(await status("flux-2-pro", { prompt: "a" })).toBe(200);
    expect(await status("flux-2-pro", { prompt: "b" })).toBe(429);
    expect(world.ledger().total.count).toBe(1);
  });

  it("gives result addresses that no one should follow", async () => {
    const ticket = await submit("flux-2-pro", { prompt: "a" });
    await ended(ticket.polling_url);
    world.faults({ match: "bfl", kind: "private-result-address", times: 1 }, { match: "bfl", kind: "foreign-result-host", times: 1 }, { match: "bfl", kind: "expired-result" });
    expect(sampleOf(await poll(ticket.polling_url))).toContain("169.254.169.254");
    expect(sampleOf(await poll(ticket.polling_url))).toContain("results.example.org");
    expect((await fetch(sampleOf(await poll(ticket.polling_url)))).status).toBe(403);
  });

  it("answers what the official schema describes", async () => {
    const check = specOf("bfl.assembled.openapi.json");
    const ticket = await submit("flux-2-pro", { prompt: "a" });
    expect(check("AsyncResponse", ticket)).toEqual([]);
    expect(check("ResultResponse", await ended(ticket.polling_url))).toEqual([]);
    expect(check("HTTPValidationError", await (await send("flux-2-pro", {})).json())).toEqual([]);
    expect(check("CreditsResponse", await (await fetch(`${world.origin}/bfl/v1/credits`, { headers: KEY })).json())).toEqual([]);
  });
});
