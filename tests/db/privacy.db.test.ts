import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { seeNotice } from "../../app/features/accounts/see-notice.server.ts";
import { closePrivacyRequest } from "../../app/features/privacy/close-privacy-request.server.ts";
import { listPrivacyRequests } from "../../app/features/privacy/list-privacy-requests.server.ts";
import { receiveWebhooks } from "../../app/features/privacy/receive-webhooks.server.ts";
import { remindPrivacy } from "../../app/features/privacy/remind-privacy.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { getSkill } from "../../app/features/skills/get-skill.server.ts";
import { withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

let world: World;
let skillId: string;
beforeAll(async () => { world = await createWorld(); });
beforeEach(async () => { skillId = (await createSkill(world.at, { templateId: "white-square" })).skillId; });
afterAll(() => world.close());

const CUSTOMER = { id: 7_812_345_678_901, email: "Canary.Person@example.com", phone: "+1 555-625-1199" };

/** A request as it is in the inbox once its signature was checked, with its job run. */
async function ask(topic: "customers/data_request" | "customers/redact"): Promise<string> {
  const webhookId = randomUUID();
  const body = { shop_id: 1, shop_domain: SHOP, customer: CUSTOMER, orders_requested: [1], ...(topic === "customers/data_request" ? { data_request: { id: 9999 } } : {}) };
  await receiveWebhooks(world.context, world.context.queue.send, [{ webhookId, topic, shop: SHOP, triggeredAt: world.now(), body, bodyHash: webhookId }]);
  const waiting = JSON.stringify(await world.database.look(`select * from "Inbox"`));
  for (const trace of ["anary", "5556251199", "555-625", "7812345678901"]) expect(waiting).not.toContain(trace);
  await world.runJobs();
  return (await world.database.look<{ outcome: string }>(`select "outcome" from "Inbox" where "webhookId" = $1`, [webhookId]))[0]?.outcome ?? "not handled";
}

/** Writes the customer into many kinds of records, as merchants do. */
async function mention(): Promise<void> {
  await publishSkill(world.at, { skillId, note: "for canary.person@example.com" });
  await withWorkspace(world.at, async (tx) => {
    await tx.skill.update({ where: { id: skillId }, data: { description: "Ask Canary.Person@example.com\nor (555) 625-1199" } });
    await tx.folder.create({ data: { workspaceId: world.at.workspaceId, name: "canary.person@example.com" } });
    await tx.folder.create({ data: { workspaceId: world.at.workspaceId, name: "CANARY.PERSON@example.com" } });
    await tx.notice.create({ data: { workspaceId: world.at.workspaceId, kind: "run-ended", subject: randomUUID(), text: "for +15556251199", seenAt: world.now() } });
    await tx.$executeRaw`update "Workspace" set "name" = 'of gid://shopify/Customer/7812345678901'`;
  });
}

async function places(): Promise<string> {
  const rows = await Promise.all(["Skill", "SkillVersion", "Folder", "Notice", "Workspace"].map((table) => world.database.look(`select to_jsonb(t) from "${table}" t`)));
  return JSON.stringify(rows);
}

test("where nothing is written about a customer, none is held: with how much was searched, and nothing of them kept", async () => {
  expect(await ask("customers/data_request")).toBe("done: none held");
  const { requests: [request] } = await listPrivacyRequests(world.at, { after: null });
  expect(request).toMatchObject({ topic: "customers/data_request", requestId: "9999", state: "none-held", evidence: { places: 0, found: [] } });
  expect(request?.evidence?.kinds).toBeGreaterThan(20);
  expect(request?.evidence?.texts).toBeGreaterThan(50);
  expect(Date.parse(request?.dueAt ?? "") - Date.parse(request?.receivedAt ?? "")).toBe(30 * 86_400_000);
  expect(await world.database.look(`select "finding", "requestId" from "Erasure"`)).toEqual([{ finding: "none-held", requestId: "9999" }]);
  expect(await world.database.look(`select 1 from "Inbox" where "body" is not null`)).toEqual([]);
});

test("what merchants wrote about a customer is found, told to the owner, told again before it is due, and closed by the owner alone", async () => {
  await mention();
  expect(await ask("customers/data_request")).toBe("done: found");
  const { requests: [request] } = await listPrivacyRequests(world.at, { after: null });
  expect(request).toMatchObject({ state: "found", finishedAt: null });
  expect(request?.evidence?.found.map(({ what }) => what).sort()).toEqual(["A notice", "A version of a skill", "The draft of a skill", "The name of a folder", "The name of a folder", "The name of the workspace"]);
  const told = async () => (await listNotices(world.at)).filter(({ kind }) => kind === "privacy-request");
  const [first] = await told();
  expect(first).toMatchObject({ path: "settings/privacy", text: "A customer asks what is kept about them, and 6 texts name them. Answer within 30 days." });
  await seeNotice(world.at, { id: first?.id ?? "" });
  expect(await remindPrivacy(world.context)).toBe(0);
  for (const [days, text] of [[16, "in 14 days"], [7, "in 7 days"], [5, "in 2 days"]] as const) {
    world.pass(days * 86_400_000);
    expect(await remindPrivacy(world.context)).toBe(1);
    expect(await remindPrivacy(world.context)).toBe(0);
    expect((await told()).map((notice) => notice.text)).toEqual([`A privacy request of Shopify is due ${text} and not done.`]);
  }
  await expect(closePrivacyRequest({ ...world.at, actor: { memberId: null, role: "operator" } }, { id: request?.id ?? "" })).rejects.toThrow(/may not/);
  await closePrivacyRequest(world.at, { id: request?.id ?? "" });
  await expect(closePrivacyRequest(world.at, { id: request?.id ?? "" })).rejects.toThrow(/waits for nobody/);
  expect(await told()).toEqual([]);
});

test("a request to erase takes a customer out of every text, published versions too, and a search afterwards finds none", async () => {
  expect(await ask("customers/redact")).toBe("done: erased");
  const left = await places();
  for (const trace of [/canary/i, /555.{0,2}625/, /7812345678901/]) expect(left).not.toMatch(trace);
  const [version] = await world.database.look<{ note: string }>(`select "note" from "SkillVersion" where "note" like 'for%'`);
  expect(version?.note).toBe("for [removed]");
  expect((await getSkill(world.at, { skillId })).name).not.toContain("removed");
  expect(await ask("customers/redact")).toBe("done: none held");
});

test("a published version is changed for an open request to erase, and in no other case", async () => {
  const { versionId } = await publishSkill(world.at, { skillId, note: "someone" });
  await expect(withWorkspace(world.at, (tx) => tx.$executeRaw`select erase_from_version(${versionId}::uuid, 'someone')`)).rejects.toThrow(/no erasure of a customer is open/);
});
