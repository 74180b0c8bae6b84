import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../../app/core/errors.ts";
import { openShop } from "../../app/features/accounts/open-shop.server.ts";
import { receiveWebhooks } from "../../app/features/privacy/receive-webhooks.server.ts";
import { createBlankSkill } from "../../app/features/skills/create-blank-skill.server.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await createWorld(); });
afterAll(() => world.close());

interface Webhook {
  readonly webhookId: string;
  readonly topic: string;
  readonly at: Date;
  readonly body: Readonly<Record<string, unknown>>;
}
const BODIES = {
  "app/uninstalled": { id: 1, myshopify_domain: SHOP, domain: SHOP },
  "shop/redact": { shop_id: 1, shop_domain: SHOP },
  "app/scopes_update": { id: 1, previous: [], current: ["read_products"] },
} as const;
const EVENTS = ["install", "uninstall", "redact", "token-dies", "scopes", "deliver", "deliver-again", "relabel"] as const;
type Event = { readonly what: (typeof EVENTS)[number]; readonly pick: number };

async function deliver({ webhookId, topic, at, body }: Webhook): Promise<void> {
  await receiveWebhooks(world.context, world.context.queue.send, [{ webhookId, topic, shop: SHOP, triggeredAt: at, body, bodyHash: JSON.stringify(body) }]);
  await world.runJobs();
}

/** Opens the app in the admin as a person does: a dead token is found by the first page that needs the shop, and the next visit brings a new one. */
async function open(): Promise<void> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await (await openShop(await world.enter("42"))).context();
      return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "shop_disconnected") throw error;
    }
  }
  throw new Error("two visits did not connect the shop");
}

/** Sleeps no time, but makes sure that the next event has a later one. */
async function later(): Promise<Date> {
  for (const before = Date.now(); Date.now() === before;) await new Promise(setImmediate);
  return new Date();
}

const State = z.object({ paused: z.boolean(), skills: z.array(z.string()), sessions: z.number() });

async function stateOf(): Promise<z.output<typeof State> | undefined> {
  const [row] = await world.database.look<Record<string, unknown>>(`
    select w."pausedAt" is not null as paused, (select coalesce(jsonb_agg(k."name" order by k."name"), '[]') from "Skill" k where k."workspaceId" = w."id") as skills, (select count(*)::int from "ShopSession") as sessions
      from "Shop" s join "Workspace" w on w."id" = s."workspaceId" where s."domain" = $1`, [SHOP]);
  return row ? State.parse(row) : undefined;
}

/** Plays one history, and what must be true at its end by a model that knows what really happened. */
async function play(events: readonly Event[]): Promise<void> {
  const waiting: Webhook[] = [];
  const done: Webhook[] = [];
  let installed = false;
  let installedAt = new Date(0);
  let skills: string[] = [];
  const send = (topic: keyof typeof BODIES, at: Date) => { waiting.push({ webhookId: randomUUID(), topic, at, body: BODIES[topic] }); };
  const bring = async (place: number) => {
    const [webhook] = waiting.splice(place % Math.max(1, waiting.length), 1);
    if (!webhook) return;
    if (webhook.topic === "shop/redact" && !installed && webhook.at > installedAt) skills = [];
    await deliver(webhook);
    done.push(webhook);
  };
  for (const { what, pick } of [{ what: "install", pick: 0 } as const, ...events]) {
    const at = await later();
    switch (what) {
      case "install":
        await open();
        if (!installed) installedAt = await later();
        installed = true;
        break;
      case "uninstall":
        if (installed) { await world.control("tokens", { revoke: true }); send("app/uninstalled", at); }
        installed = false;
        break;
      case "redact":
        if (!installed) send("shop/redact", at);
        break;
      case "token-dies":
        await world.control("tokens", { revoke: true });
        break;
      case "scopes":
        send("app/scopes_update", at);
        break;
      case "deliver":
        await bring(pick);
        break;
      case "deliver-again": {
        const webhook = done[pick % Math.max(1, done.length)];
        if (webhook) await deliver(pick % 2 ? webhook : { ...webhook, webhookId: randomUUID() });
        break;
      }
      case "relabel":
        await deliver({ webhookId: randomUUID(), topic: "shop/redact", at, body: { ...BODIES["app/scopes_update"], relabelled: pick } });
        break;
    }
    if (what === "install") {
      const name = `made at ${at.getTime()}`;
      const { skillId } = await createBlankSkill(await world.enter("42"));
      await world.database.look(`update "Skill" set "name" = $1 where "id" = $2`, [name, skillId]);
      skills.push(name);
    }
  }
  while (waiting.length) await bring(0);
  for (const webhook of done) await deliver(webhook);
  const state = await stateOf();
  if (installed) {
    await open();
    expect(await stateOf()).toMatchObject({ paused: false, skills: [...skills].sort() });
  } else if (skills.length) {
    expect(state).toEqual({ paused: true, skills: [...skills].sort(), sessions: 0 });
  } else {
    expect(state).toBeUndefined();
    expect(await world.database.look(`select 1 from "ShopSession" union all select 1 from "Workspace" union all select 1 from "Skill"`)).toEqual([]);
  }
}

/** Back to a shop that never had the app. */
async function forget(): Promise<void> {
  await world.control("tokens", { revoke: true });
  await deliver({ webhookId: randomUUID(), topic: "shop/redact", at: await later(), body: BODIES["shop/redact"] });
  expect(await stateOf()).toBeUndefined();
}

test("whatever the order of installs, uninstalls, redacts and dying tokens, however late and often each webhook comes, the shop ends as it really is", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ what: fc.constantFrom(...EVENTS), pick: fc.nat(9) }), { maxLength: 12 }), async (events) => {
    await play(events);
    await forget();
  }), { numRuns: 60, endOnFailure: false });
}, 240_000);

test.each([
  ["a late uninstall after a reinstall whose uninstall was never heard of", ["uninstall", "install", "deliver"]],
  ["a redact that comes before its uninstall", ["uninstall", "redact", "deliver", "deliver"]],
  ["a late redact after a reinstall", ["uninstall", "deliver", "redact", "install", "deliver"]],
  ["a redact of the first installation that comes after the second one ended", ["uninstall", "redact", "install", "uninstall", "deliver", "deliver", "deliver"]],
  ["a reinstall after everything was erased, and the old webhooks once more", ["uninstall", "redact", "deliver", "deliver", "install", "deliver-again", "deliver-again"]],
] as const)("%s ends right", async (_name, events) => {
  await play(events.map((what, place) => ({ what, pick: place })));
  await forget();
});
