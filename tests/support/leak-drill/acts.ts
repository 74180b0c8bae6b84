import { randomUUID } from "node:crypto";
import type pg from "pg";
import { expect } from "vitest";
import { z } from "zod";
import type { AppClient } from "../../../scripts/demo/client.ts";
import { KeysAnswer, PlanPage, PublicationPage, PublishAnswer, ReviewPage, SetupPage, SkillsAnswer, StartAnswer } from "../../../scripts/demo/pages.ts";
import { canary, CANARY_PROVIDERS, type CanaryProvider } from "./canaries.ts";

/** Whom the drill acts on. */
export interface Acts {
  readonly app: AppClient;
  /** With superuser rights. */
  readonly pool: pg.Pool;
  /** What goes wrong from now on. */
  faults(...rules: readonly object[]): Promise<unknown>;
}

/** How a provider's stand-in names itself, its check of a key and its paid request, and a model. */
const WAYS = {
  openai: { match: "openai", check: "models", paid: "edit", model: "openai/gpt-image-2.6-flare" },
  gemini: { match: "gemini", check: "models", paid: "image", model: "gemini/nano-banana-2.1" },
  flux: { match: "bfl", check: "credits", paid: "submit", model: "flux/2-pro" },
} as const;
/** What strikes a provider's paid requests, each once. */
const STRIKES = ["echo-key", "html", "missing-field", "moderated", "429", "500", "lost-answer"];
const WAIT = { timeout: 60_000, interval: 100 };

const Keys = z.object({ keys: z.array(z.object({ id: z.string(), label: z.string(), state: z.string() })) });
const Library = z.object({ page: z.object({ assets: z.array(z.object({ download: z.string() })) }) });
const Skill = z.object({ skill: z.object({ revision: z.number(), nodes: z.array(z.object({ id: z.string(), type: z.string() })) }) });

/** The name of a provider's key: a word that can be searched for, to see that a search sees. */
export const labelOf = (provider: CanaryProvider) => `drill-label-${provider}`;

const keys = (app: AppClient, body: object) => app.send("/keys", body, KeysAnswer);

/** Waits until the key of this name has been checked. */
async function checked(app: AppClient, label: string): Promise<{ id: string; state: string }> {
  const find = async () => (await app.read("app/keys", "/keys", Keys)).keys.find((key) => key.label === label) ?? { id: "", state: "missing" };
  await expect.poll(async () => (await find()).state, WAIT).not.toBe("checking");
  return find();
}

/** The life of a key of each provider: a check whose answer repeats it, one that works, a rotation, a cap, one that is refused, a removal. */
export async function liveWithKeys({ app, faults }: Acts): Promise<void> {
  await faults(...Object.values(WAYS).map(({ match, check }) => ({ match, operation: check, kind: "echo-key", times: 1 })));
  await Promise.all(CANARY_PROVIDERS.map(async (provider) => {
    const label = labelOf(provider);
    await keys(app, { do: "add", provider, label, key: canary(provider, "first") });
    const { id: keyId, state } = await checked(app, label);
    expect(state).toBe("unreachable");
    await keys(app, { do: "check", keyId });
    expect((await checked(app, label)).state).toBe("works");
    await keys(app, { do: "rotate", keyId, key: canary(provider, "rotated") });
    await keys(app, { do: "cap", keyId, capMicros: 50_000_000 });
    await keys(app, { do: "add", provider, label: `${label} bad`, key: canary(provider, "is-bad") });
    const bad = await checked(app, `${label} bad`);
    expect(bad.state).toBe("bad-key");
    await keys(app, { do: "remove", keyId: bad.id });
    expect((await checked(app, label)).state).toBe("works");
  }));
}

/** Sends forms with a key in the wrong place or shape to the page of keys. Each must be refused. */
export async function sendMalformed({ app }: Acts): Promise<void> {
  const key = canary("openai", "malformed");
  const { id: keyId } = await checked(app, labelOf("openai"));
  const add = { do: "add", provider: "openai", label: "malformed", key };
  const forms = [
    { ...add, provider: "gemini" }, { ...add, provider: key }, { ...add, label: key }, { ...add, label: `my ${key}`.slice(0, 60), key: canary("openai", "named") }, { ...add, label: { key } }, { ...add, label: "nul \u0000" },
    { ...add, key: key.repeat(20) }, { ...add, key: `${key} and words` }, { ...add, key: `${key}\n${key}` }, { ...add, key: [key] }, { ...add, key: { key } }, { ...add, do: key },
    { do: "rotate", keyId: key, key }, { do: "rotate", keyId, key: canary("gemini", "elsewhere") }, { do: "rotate", keyId: randomUUID(), key }, { do: "check", keyId: key }, { do: "remove", keyId: key },
    { do: "cap", keyId: key, capMicros: 1 }, { do: "cap", keyId, capMicros: key }, { do: "spending", allowed: key },
  ];
  for (const form of forms) await expect(keys(app, form), JSON.stringify(form)).rejects.toThrow("The app refused /keys");
}

/** Puts two sealed records in each other's place, so that the vault refuses them in a check and in a run, and back again. */
export async function mixRecords(acts: Acts): Promise<void> {
  const { app, pool } = acts;
  const swap = () => pool.query(`
    update "ProviderKey" k set "record" = o."record" from "ProviderKey" o
    where k."removedAt" is null and o."removedAt" is null and (k."provider", o."provider") in (('openai', 'gemini'), ('gemini', 'openai'))`);
  await swap();
  await keys(app, { do: "check", keyId: (await checked(app, labelOf("gemini"))).id });
  await runOnAll(acts, "openai");
  await expect.poll(() => count(acts, `"Item" where "state" = 'failed' and "reason" = 'key_unreadable'`), WAIT).toBeGreaterThan(0);
  await ended(acts);
  await swap();
  await keys(app, { do: "check", keyId: (await checked(app, labelOf("gemini"))).id });
  expect((await checked(app, labelOf("gemini"))).state).toBe("works");
}

/**
 * A run of each provider while everything goes wrong that can, followed by its stream, until the worker is
 * killed in the middle. Returns a skill, and what waits until another worker has ended the runs.
 */
export async function runThroughFaults(acts: Acts, killWorker: () => void): Promise<{ readonly skillId: string; end(): Promise<void> }> {
  await acts.faults(
    { match: "bfl", operation: "poll", kind: "echo-key", times: 1 }, { match: "bfl", kind: "foreign-result-host", times: 1 }, { match: "bfl", kind: "private-result-address", times: 1 },
    ...Object.values(WAYS).flatMap(({ match, paid }) => STRIKES.map((kind) => ({ match, operation: paid, kind, times: 1 }))),
  );
  const runs = [];
  for (const provider of CANARY_PROVIDERS) runs.push(await runOnAll(acts, provider));
  const streams = await Promise.all(runs.map(({ runId }) => acts.app.events(`/runs/${runId}/events`, undefined)));
  // The echo of each provider came back and was stored: with the key or without it is for the search to say.
  await expect.poll(() => count(acts, `"Call" where "say" like '%request with the key % could not be read%'`), WAIT).toBe(CANARY_PROVIDERS.length);
  expect(await count(acts, `"Item" where "state" = 'running'`)).toBeGreaterThan(0);
  killWorker();
  const end = async () => {
    await ended(acts);
    expect(await count(acts, `"Item" where "state" = 'done'`)).toBeGreaterThan(CANARY_PROVIDERS.length);
    for (const { body } of streams) await body?.cancel();
  };
  return { skillId: runs[0]?.skillId ?? "", end };
}

/** A skill with this provider's model, run on every product. */
async function runOnAll({ app }: Acts, provider: CanaryProvider): Promise<{ skillId: string; runId: string }> {
  const { skillId } = await app.send("/skills", { do: "use", templateId: "lifestyle-scene" }, SkillsAnswer);
  const { skill } = await app.read("app/skill", `/skills/${skillId}`, Skill);
  const scene = skill.nodes.find(({ type }) => type === "image.generate");
  await app.send(`/skills/${skillId}`, { do: "save", revision: skill.revision, name: provider, params: { [scene?.id ?? ""]: { model: WAYS[provider].model } } }, z.unknown());
  await app.send(`/skills/${skillId}`, { do: "publish", note: "" }, z.unknown());
  const { form } = await app.read("app/run-setup", `/skills/${skillId}/run`, SetupPage);
  const order = { do: "start", versionId: form.versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: randomUUID() };
  return { skillId, runId: (await app.send(`/skills/${skillId}/run`, order, StartAnswer)).runId };
}

/** Looks at every image that was made, and takes what the Asset Library gives away. */
export async function takeFiles({ app }: Acts): Promise<void> {
  const { page: { outputs } } = await app.read("app/review", "/review?state=all", ReviewPage);
  const { page: { assets } } = await app.read("app/library", "/library", Library);
  expect(Math.min(outputs.length, assets.length)).toBeGreaterThan(0);
  for (const address of [...outputs.map(({ image }) => image.full), ...assets.map(({ download }) => download)]) await app.bytes(address);
}

/** Publishes some of what was made and returns the publication. */
export async function publishMade({ app }: Acts): Promise<string> {
  const made = async () => (await app.read("app/review", "/review", ReviewPage)).page.outputs;
  await expect.poll(async () => (await made()).length, WAIT).toBeGreaterThan(0);
  await app.send("/review", { ids: (await made()).slice(0, 3).map(({ id }) => id), decision: "approve" }, z.unknown());
  const { rows } = await app.read("app/publication-plan", "/publications/new", PlanPage);
  const products = rows.map(({ productId, outputs }) => ({ productId, outputs: outputs.map(({ id, altText }) => ({ id, altText })) }));
  const { publicationId } = await app.send("/publications/new", { products }, PublishAnswer);
  const read = async () => (await app.read("app/publication", `/publications/${publicationId}`, PublicationPage)).publication;
  await expect.poll(async () => (await read()).working, WAIT).toBe(0);
  expect((await read()).published).toBeGreaterThan(0);
  return publicationId;
}

/** Waits until no item has anything left to do by itself. */
async function ended(acts: Acts): Promise<void> {
  await expect.poll(() => count(acts, `"Item" where "state" in ('queued', 'running') or ("state" = 'waiting' and "until" is not null)`), WAIT).toBe(0);
}

async function count({ pool }: Acts, from: string): Promise<number> {
  return z.tuple([z.object({ n: z.number() })]).parse((await pool.query(`select count(*)::int as n from ${from}`)).rows)[0].n;
}
