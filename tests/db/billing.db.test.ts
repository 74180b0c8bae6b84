import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listFolders } from "../../app/features/assets/list-folders.server.ts";
import { uploadAsset } from "../../app/features/assets/upload-asset.server.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { choosePlan } from "../../app/features/billing/choose-plan.server.ts";
import { readEntitlement } from "../../app/features/billing/read-entitlement.server.ts";
import { refreshPlan } from "../../app/features/billing/refresh-plan.server.ts";
import { refreshStalePlans } from "../../app/features/billing/refresh-stale-plans.server.ts";
import { receiveWebhooks } from "../../app/features/privacy/receive-webhooks.server.ts";
import { createRun } from "../../app/features/runs/start-run.server.ts";
import { archiveSkill } from "../../app/features/skills/archive-skill.server.ts";
import { createBlankSkill } from "../../app/features/skills/create-blank-skill.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { exportSkill } from "../../app/features/skills/export-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { newestVersion } from "../../app/features/skills/runnable-version.server.ts";
import { unarchiveSkill } from "../../app/features/skills/unarchive-skill.server.ts";
import { withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { picture } from "../support/picture.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

const RETURN = "https://admin.shopify.com/store/piccaso-sandbox/apps/piccaso/app/settings/plan";
const product = { id: "gid://shopify/Product/1", title: "Hat", handle: "hat", vendor: "", type: "", status: "ACTIVE", tags: [], description: "", metafields: {}, photos: [] };

describe.each(["app-pricing", "billing-api"] as const)("by %s", (billing) => {
  let world: World;
  beforeAll(async () => { world = await createWorld({ billing }); });
  afterAll(() => world.close());

  /** A plan as the shop has it at Shopify, and as the app hears of it by a webhook. */
  async function plan(change: { do: string; handle?: string; trial?: boolean; test?: boolean }): Promise<void> {
    await world.control("plan", { silent: true, ...change });
    world.pass(1);
    await receiveWebhooks(world.context, world.context.queue.send, [{ webhookId: randomUUID(), topic: "app_subscriptions/update", shop: SHOP, triggeredAt: world.now(), body: {}, bodyHash: randomUUID() }]);
    await world.runJobs();
  }
  const entitlement = () => readEntitlement(world.at);
  const skills = () => world.database.look<{ id: string; paused: boolean }>(`select "id"::text, "pausedAt" is not null as paused from "Skill" where "archivedAt" is null order by "createdAt", "id"`);

  beforeEach(async () => {
    await plan({ do: "choose", handle: "scale", trial: false });
    await world.database.look(`delete from "Skill"; delete from "Member" where "shopifyUserId" <> '42'; delete from "Notice"`);
  });

  test("the plan is known from the first visit on, changes with each webhook, and a trial, a frozen and a cancelled one are told apart", async () => {
    expect(await entitlement()).toMatchObject({ plan: { handle: "scale" }, state: "active", test: billing === "billing-api", chooses: billing === "app-pricing" ? "hosted" : "each" });
    await plan({ do: "choose", handle: "growth" });
    const trial = await entitlement();
    expect(trial).toMatchObject({ plan: { handle: "growth" }, state: "trial" });
    expect(Date.parse(trial.trialEndsAt ?? "") - Date.now()).toBeGreaterThan(13 * 86_400_000);
    await plan({ do: "freeze" });
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "frozen", frozen: "Growth" });
    expect((await listNotices(world.at))[0]).toMatchObject({ kind: "plan-changed", path: "settings/plan", text: "Shopify has frozen your subscription, so the limits of Free count until it is paid." });
    await plan({ do: "thaw" });
    expect(await entitlement()).toMatchObject({ plan: { handle: "growth" } });
    await plan({ do: "cancel" });
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "none", frozen: null });
  });

  test("while Shopify cannot be reached the last known plan stands, and a late answer does not replace a newer one", async () => {
    await world.control("plan", { do: "choose", handle: "growth", silent: true });
    await world.control("faults", { rules: [{ match: "graphql", kind: "500", rate: 1 }], seed: 1 });
    world.pass(1);
    await expect(refreshPlan(world.context, world.at.workspaceId)).rejects.toThrow(/500/);
    expect(await entitlement()).toMatchObject({ plan: { handle: "scale" } });
    await world.control("faults", { rules: [] });
    const stale = { ...world.context, clock: { now: () => new Date(world.now().getTime() - 60_000) } };
    await refreshPlan(stale, world.at.workspaceId);
    expect(await entitlement()).toMatchObject({ plan: { handle: "scale" } });
    world.pass(25 * 3_600_000);
    expect(await refreshStalePlans(world.context)).toBe(1);
    expect(await entitlement()).toMatchObject({ plan: { handle: "growth" } });
    expect(await refreshStalePlans(world.context)).toBe(0);
  });

  test("where the Partner API does not answer, the shop's own Admin API is asked", async () => {
    const source = async () => (await world.database.look<{ source: string }>(`select "source" from "Entitlement"`))[0]?.source;
    expect(await source()).toBe(billing === "app-pricing" ? "partner" : "admin");
    await world.control("faults", { rules: [{ match: "graphql", kind: "500", rate: 1, operation: "ActiveSubscription" }], seed: 1 });
    await plan({ do: "choose", handle: "growth" });
    await world.control("faults", { rules: [] });
    expect(await source()).toBe("admin");
    expect(await entitlement()).toMatchObject({ plan: { handle: "growth" }, state: "trial" });
  });

  test("a test charge counts only where the environment says that test charges count", async () => {
    const strict = { ...world.context, billing: { ...world.context.billing, test: false, subscription: async () => ({ ...(await world.context.billing.subscription({ domain: SHOP, gid: null }) ?? expect.fail()), test: true }) } };
    world.pass(1);
    await refreshPlan(strict, world.at.workspaceId);
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "none" });
  });

  test("each limit refuses with its own code, the plan and the way out, and exactly at its number", async () => {
    await plan({ do: "cancel" });
    for (let n = 0; n < 3; n += 1) await createSkill(world.at, { templateId: "white-square" });
    await expect(createBlankSkill(world.at)).rejects.toMatchObject({ code: "plan_skills", say: "The plan Free has 3 skills. Archive one, or choose Growth under Settings, Plan." });
    const [first] = await skills();
    await archiveSkill(world.at, { skillId: first?.id ?? "" });
    await createBlankSkill(world.at);
    await expect(unarchiveSkill(world.at, { skillId: first?.id ?? "" })).rejects.toMatchObject({ code: "plan_skills" });

    await world.enter("43");
    await expect(world.enter("44")).rejects.toMatchObject({ code: "plan_members", say: "The plan Free has 2 members. Ask the owner to choose Growth under Settings, Plan." });

    const [, second] = await skills();
    const version = await newestVersion(world.at, second?.id ?? "").catch(async () => newestVersion(world.at, (await skills())[0]?.id ?? ""));
    const run = (many: number) => withWorkspace(world.at, (tx) => createRun(tx, world.at, version, { usable: Array.from({ length: many }, () => product), answers: {}, requestKey: randomUUID(), money: null, selectionText: { label: "All", leftOut: [] } }));
    await run(90);
    await expect(run(11)).rejects.toMatchObject({ code: "plan_items", say: "The plan Free has 100 products a month. 10 of them are left. Run fewer products, wait for next month, or choose Growth under Settings, Plan." });
    const both = await Promise.allSettled([run(10), run(10)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await world.database.look(`delete from "Run"`);

    const [folder] = await listFolders(world.at);
    const upload = async (name: string, size: number) => uploadAsset(world.at, { folderId: folder?.id ?? "", file: new File([new Uint8Array(await picture(size, 64))], name, { type: "image/png" }) });
    await upload("small.png", 64);
    await world.database.look(`update "Image" set "bytes" = 999999999`);
    await expect(upload("more.png", 65)).rejects.toMatchObject({ code: "plan_storage", say: "The plan Free has 1 GB of storage. Delete files from the library, or choose Growth under Settings, Plan." });
    await world.database.look(`delete from "Asset"`);
    expect((await entitlement()).used).toEqual({ skills: 3, members: 2, items: 0, storage: 0 });
  });

  test("a smaller plan pauses what is beyond it and deletes nothing: it can be read and exported, and comes back", async () => {
    for (let n = 0; n < 5; n += 1) await createSkill(world.at, { templateId: "white-square" });
    const members = [await world.enter("50"), await world.enter("51")];
    await plan({ do: "cancel" });
    expect((await skills()).map(({ paused }) => paused)).toEqual([false, false, false, true, true]);
    expect((await entitlement()).paused).toEqual({ skills: 2, members: 1 });
    expect((await listNotices(world.at))[0]?.text).toBe("Your plan is Free now. What it has no room for is paused; nothing was deleted.");
    const paused = (await skills())[4]?.id ?? "";
    await expect(publishSkill(world.at, { skillId: paused, note: "" })).rejects.toMatchObject({ code: "plan_paused" });
    await expect(newestVersion(world.at, paused)).rejects.toMatchObject({ code: "plan_paused" });
    expect((await exportSkill(world.at, { skillId: paused, versionId: null })).text).toContain("white");
    expect(members.length).toBe(2);
    const reader = await world.enter("51");
    expect(reader.actor.paused).toBe(true);
    await expect(createBlankSkill(reader)).rejects.toMatchObject({ code: "plan_paused" });
    expect((await world.enter("50")).actor.paused).toBeUndefined();

    // Archiving one of the others makes room for the next.
    await archiveSkill(world.at, { skillId: (await skills())[0]?.id ?? "" });
    expect((await skills()).map(({ paused: one }) => one)).toEqual([false, false, false, true]);
    await plan({ do: "choose", handle: "growth" });
    expect((await skills()).every(({ paused: one }) => !one)).toBe(true);
    expect((await world.enter("51")).actor.paused).toBeUndefined();
    expect((await entitlement()).paused).toEqual({ skills: 0, members: 0 });
  });

  test("an uninstall ends the subscription, and after a reinstall nothing is charged or granted until a plan is approved again", async () => {
    await world.control("plan", { do: "cancel", silent: true });
    await world.control("tokens", { revoke: true });
    const body = { id: 1, myshopify_domain: SHOP, domain: SHOP };
    await receiveWebhooks(world.context, world.context.queue.send, [{ webhookId: randomUUID(), topic: "app/uninstalled", shop: SHOP, triggeredAt: world.now(), body, bodyHash: randomUUID() }]);
    await world.runJobs();
    world.pass(1_000);
    await world.enter("42");
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "none" });
  });

  test("only the owner chooses a plan, on a page of Shopify's; declined leaves all as it was, approved counts", async () => {
    await expect(choosePlan({ ...world.at, actor: { memberId: null, role: "builder" } }, { handle: "growth", returnTo: RETURN })).rejects.toMatchObject({ code: "not_allowed" });
    await plan({ do: "cancel" });
    const { leaveTo } = await choosePlan(world.at, { handle: "growth", returnTo: RETURN });
    if (billing === "app-pricing") {
      expect(leaveTo).toBe("https://admin.shopify.com/store/piccaso-sandbox/charges/piccaso/pricing_plans");
      return;
    }
    expect(leaveTo).toMatch(/^https:\/\/admin\.shopify\.com\/store\/piccaso-sandbox\/charges\/confirm\/\d+$/);
    await world.control("faults", { rules: [{ match: "graphql", operation: "AppSubscriptionCreate", kind: "throttled", times: 1 }] });
    await expect(choosePlan(world.at, { handle: "growth", returnTo: RETURN })).rejects.toMatchObject({ code: "shop_throttled", say: "Shopify asks for a pause. Nothing was changed. Try again in a minute." });
    const answer = (address: string | null, word: string) => world.sandbox.fetch(new Request(new URL(new URL(address ?? "").pathname, "http://localhost"), { method: "POST", body: new URLSearchParams({ answer: word }) }));
    await answer(leaveTo, "decline");
    world.pass(1);
    await refreshPlan(world.context, world.at.workspaceId);
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "none" });
    const back = await answer((await choosePlan(world.at, { handle: "growth", returnTo: RETURN })).leaveTo, "approve");
    expect(back.headers.get("location")).toMatch(/\/apps\/piccaso\/app\/settings\/plan\?charge_id=\d+$/);
    world.pass(1);
    await refreshPlan(world.context, world.at.workspaceId);
    expect(await entitlement()).toMatchObject({ plan: { handle: "growth" }, state: "trial", test: true });
    expect(await choosePlan(world.at, { handle: "free", returnTo: RETURN })).toEqual({ leaveTo: null });
    expect(await entitlement()).toMatchObject({ plan: { handle: "free" }, state: "none" });
  });
});
