import type { WorkspaceContext } from "../../app/core/context.ts";
import type { Model } from "../../app/core/model.ts";
import type { Outcome, Provider, Ticket } from "../../app/core/provider.ts";
import { Secret } from "../../app/core/secret.ts";
import type { Order } from "../../app/features/calls/order.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { createWorld, type World } from "./world.ts";

/** What a call of the made-up model costs, and its declared maximum, in micro-dollars. */
export const PRICE = 40_000;
export const KEY = "made-key-0123456789";

export const model: Model = {
  id: "made/one", provider: "made", wire: "one", title: "Made one", capability: "image", sizes: [], qualities: [], references: 0, seed: false, mask: false,
  price: { kind: "megapixels", first: PRICE, further: 0, reference: 0 }, asOf: "2026-11-25", source: "https://made.example/prices", limit: { group: "made", inFlight: 10 }, typicalMs: 10, status: "active", sunset: null, successor: null,
};

/** The answer of a call that made something and cost this much. */
export const done = (costMicros = PRICE): Outcome => ({ state: "done", made: { images: [], text: "made", warnings: [], usage: null, costMicros } });

/** A world with a made-up provider: each call does what the test says, and everything that it would have charged is counted. */
export interface Buying {
  readonly world: World;
  readonly at: WorkspaceContext;
  readonly items: readonly { readonly id: string }[];
  readonly runId: string;
  readonly keyId: string;
  /** The calls that reached the provider, and the keys that they came with. */
  ledger: string[];
  seen: string[];
  answer: (callId: string) => Promise<Outcome>;
  polled: (ticket: Ticket) => Promise<Outcome>;
  /** A step of its own each time, unless the node is named. */
  order(node?: string): Order;
  /** Spent and reserved by scope. */
  budgets(): Promise<[scope: string, spent: number, reserved: number][]>;
  /** Empties journal, budgets and ledger; what a test said of answers is forgotten. */
  reset(): Promise<void>;
}

/** A run over the sandbox's products, and one working key of the made-up provider. */
export async function createBuying(): Promise<Buying> {
  const world = await createWorld();
  const provider: Provider = {
    id: "made", title: "Made", baseUrl: "https://made.example", resultHosts: [], keyPattern: /^made-key-/, keyHelp: { url: "https://made.example/keys", say: "" }, usageUrl: "https://made.example/usage",
    verify: () => Promise.resolve({ state: "works", note: null }),
    submit: (_request, call) => { buying.ledger.push(call.callId); buying.seen.push(call.key.reveal()); return buying.answer(call.callId); },
    poll: (ticket) => buying.polled(ticket),
  };
  const at: WorkspaceContext = {
    ...world.at, providers: { get: (id) => (id === "made" ? provider : undefined), all: () => [provider] }, models: { ...world.at.models, get: (id) => (id === model.id ? model : world.at.models.get(id)) },
    lines: { open: (_provider, key, signal) => ({ key: { reveal: () => key }, baseUrl: "https://made.example", fetch, signal, now: Date.now }) },
  };
  const { keyId } = await addKey({ ...at, vault: world.webVault }, { provider: "made", label: "Studio", key: new Secret(KEY) });
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  const { versionId } = await getRunForm(at, { skillId });
  const { runId } = await startRun(at, { versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: "calls-test" });
  const items = await world.database.look<{ id: string }>(`select "id" from "Item" where "runId" = $1`, [runId]);
  let next = 0;
  const buying: Buying = {
    world, at, items, runId, keyId, ledger: [], seen: [], answer: () => Promise.resolve(done()), polled: () => Promise.resolve(done()),
    order: (node = `step-${next += 1}`) => ({
      runId, itemId: items[next % items.length]?.id ?? "", node, index: 0, model, fingerprint: "f", warnings: [], shape: { size: null, quality: null, references: 0, promptLength: 10, answerTokens: 0 },
      request: () => Promise.resolve({ kind: "text", instructions: "", prompt: "p", images: [], schema: null, maxTokens: 10 }),
      keep: () => Promise.resolve({ images: [], until: new Date(), confirm: () => Promise.resolve() }), isKept: () => Promise.resolve(true),
    }),
    budgets: async () => (await world.database.look<{ scope: string; spent: string; reserved: string }>(`select "scope", "spentMicros" as spent, "reservedMicros" as reserved from "Budget" order by 1`)).map(({ scope, spent, reserved }) => [scope, Number(spent), Number(reserved)]),
    reset: async () => {
      Object.assign(buying, { ledger: [], seen: [], answer: () => Promise.resolve(done()), polled: () => Promise.resolve(done()) });
      await world.database.look(`delete from "Call"`);
      await world.database.look(`delete from "Budget"`);
    },
  };
  return buying;
}

/** The code of what was thrown. */
export const codeOf = (thrown: unknown) => (thrown instanceof Error && "code" in thrown ? thrown.code : thrown);

/** Buys until the order is no longer put off: null where it was bought, else the code of its refusal. */
export async function insist(buy: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    const thrown = await buy().then(() => null, (error: unknown) => error);
    if (thrown === null || codeOf(thrown) !== "provider_busy") return codeOf(thrown);
    await new Promise((resolve) => { setTimeout(resolve, 3); });
  }
}
