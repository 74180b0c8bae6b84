import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { Secret } from "../../app/core/secret.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { createAutomation } from "../../app/features/automations/create-automation.server.ts";
import { deleteAutomation } from "../../app/features/automations/delete-automation.server.ts";
import { sendDueAutomations } from "../../app/features/automations/due-automations.server.ts";
import { fireSchedules } from "../../app/features/automations/fire-schedules.server.ts";
import { fireTriggers } from "../../app/features/automations/fire-triggers.server.ts";
import { listAutomations } from "../../app/features/automations/list-automations.server.ts";
import { pauseAutomation } from "../../app/features/automations/pause-automation.server.ts";
import { resumeAutomation } from "../../app/features/automations/resume-automation.server.ts";
import { NewAutomation } from "../../app/features/automations/views.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { archiveSkill } from "../../app/features/skills/archive-skill.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { createAutomationWorld, daily, TRIGGER, type AutomationWorld } from "../support/automation-world.ts";
import type { World } from "../support/world.ts";

let automations: AutomationWorld;
let world: World;
let system: WorkspaceContext;
let skillId: string;
beforeAll(async () => {
  automations = await createAutomationWorld();
  ({ world, system, skillId } = automations);
});
afterAll(() => world.close());

const make = (order: object) => automations.make(order);
const create = (title: string, more?: object) => automations.create(title, more);
const runsOf = (id: string) => automations.runsOf(id);
const stateOf = (id: string) => automations.stateOf(id);
const settle = () => automations.settle();
const passTo = (id: string) => automations.passTo(id);

test("a schedule fires once at its time with several workers, and says when it comes again and what it made", async () => {
  const { id } = await make(daily("Every morning"));
  const due = new Date((await stateOf(id))?.nextAt ?? 0);
  await fireSchedules(system);
  expect(await runsOf(id)).toEqual([]);
  world.pass(due.getTime() - world.now().getTime() + 1_000);
  const sent: object[] = [];
  await sendDueAutomations(world.context.db, world.now(), async (_tx, _job, payloads) => { sent.push(...payloads); });
  expect(sent).toEqual([{ workspaceId: world.at.workspaceId }]);
  await Promise.allSettled([fireSchedules(system), fireSchedules(system), fireSchedules(system)]);
  await fireSchedules(system);
  expect(await runsOf(id)).toMatchObject([{ cause: "By schedule “Every morning”", itemCount: 3 }]);
  await world.runItems();
  const view = await stateOf(id);
  expect(view).toMatchObject({ state: "running", runs: 1, images: 3, when: "Every day at 09:00, Europe/Berlin, made up for once if missed", what: "Vendor “Fjell”", money: null });
  expect(new Date(view?.nextAt ?? 0).getTime() - due.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
  await deleteAutomation(world.at, { id });
});

test("due times that were missed are made up for by one run or by none, as was chosen", async () => {
  const once = await make(daily("Once"));
  const skip = await make(daily("Skip", { catchUp: "skip" }));
  world.pass(5 * 24 * 3_600_000);
  const due = new Date((await stateOf(once.id))?.nextAt ?? 0);
  // Two hours after the newest due time.
  const missed = (world.now().getTime() - due.getTime()) % 86_400_000;
  world.pass(2 * 3_600_000 + (missed > 20 * 3_600_000 ? 6 * 3_600_000 : 0));
  await fireSchedules(system);
  expect([(await runsOf(once.id)).length, (await runsOf(skip.id)).length]).toEqual([1, 0]);
  expect(await stateOf(skip.id)).toMatchObject({ state: "running", say: "The last time was missed and left out." });
  for (const { id } of [once, skip]) {
    expect(new Date((await stateOf(id))?.nextAt ?? 0) > world.now()).toBe(true);
    await deleteAutomation(world.at, { id });
  }
});

test("what passes by itself is tried again in a minute, and a selection without products is no reason to stop", async () => {
  const { id } = await make(daily("Patient", { selection: { kind: "not-processed", skillId, skillName: "White" } }));
  const empty = await make(daily("Empty", { selection: { kind: "vendor", vendor: "Nobody" } }));
  await passTo(id);
  const [sync] = await world.database.look<{ wholeAt: Date }>(`select "wholeAt" from "CatalogSync"`);
  await world.database.look(`update "CatalogSync" set "wholeAt" = null`);
  await fireSchedules(system);
  expect(await runsOf(id)).toEqual([]);
  expect((await stateOf(id))?.say).toContain("still being read");
  await world.database.look(`update "CatalogSync" set "wholeAt" = $1`, [sync?.wholeAt]);
  world.pass(61_000);
  await fireSchedules(system);
  expect(await runsOf(id)).toHaveLength(1);
  expect(await stateOf(empty.id)).toMatchObject({ state: "running", say: "This selection has no products. Choose another one.", runs: 0 });
  await deleteAutomation(world.at, { id });
  await deleteAutomation(world.at, { id: empty.id });
});

test("one that is paused starts nothing, and what happened or was due meanwhile is not made up for", async () => {
  const { id } = await make(daily("Resting"));
  const trigger = await make({ ...TRIGGER, name: "Resting too", event: "product-created" });
  await pauseAutomation(world.at, { id });
  await pauseAutomation(world.at, { id: trigger.id });
  await create("While they rest");
  world.pass(3 * 24 * 3_600_000);
  await fireSchedules(system);
  await fireTriggers(system);
  await resumeAutomation(world.at, { id });
  await resumeAutomation(world.at, { id: trigger.id });
  await fireSchedules(system);
  await settle();
  expect([...await runsOf(id), ...await runsOf(trigger.id)]).toEqual([]);
  await deleteAutomation(world.at, { id });
  await deleteAutomation(world.at, { id: trigger.id });
});

test("a shop that is not connected starts nothing, and one that comes back goes on with what was running", async () => {
  const { id } = await make(daily("Disconnected"));
  await passTo(id);
  const due = async () => {
    const sent: object[] = [];
    await sendDueAutomations(world.context.db, world.now(), async (_tx, _job, payloads) => { sent.push(...payloads); });
    return sent.length;
  };
  await world.database.look(`update "Workspace" set "pausedAt" = now() where "id" = $1`, [world.at.workspaceId]);
  expect(await due()).toBe(0);
  await world.database.look(`update "Workspace" set "pausedAt" = null where "id" = $1`, [world.at.workspaceId]);
  expect(await due()).toBe(1);
  await deleteAutomation(world.at, { id });
});

test("a skill that buys needs a cap for a run and for the month; both hold, and where the month has no room it stops and says so", async () => {
  const { keyId } = await addKey({ ...world.at, vault: world.webVault }, { provider: "gemini", label: "Studio", key: new Secret("AIza-sandbox-automate-1") });
  await verifyKey(world.at, { workspaceId: world.at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  const buying = await createSkill(world.at, { templateId: "lifestyle-scene" });
  const each = (await getRunForm(world.at, { skillId: buying.skillId })).each.maximumMicros;
  expect(each).toBeGreaterThan(0);
  const order = daily("Buys", { skillId: buying.skillId });
  await expect(make(order)).rejects.toMatchObject({ code: "invalid_input", field: "capMicros" });
  await expect(make({ ...order, capMicros: each - 1, monthCapMicros: each * 10 })).rejects.toMatchObject({ field: "capMicros" });
  await expect(make({ ...order, capMicros: each * 2, monthCapMicros: each })).rejects.toMatchObject({ field: "monthCapMicros" });
  const { id } = await make({ ...order, capMicros: each * 2, monthCapMicros: Math.ceil(each * 2.5) });
  const fire = async () => {
    await passTo(id);
    await fireSchedules(system);
  };
  await fire();
  const [first] = await runsOf(id);
  const [budget] = await world.database.look<{ cap: string }>(`select "capMicros"::text as cap from "Budget" where "scope" = 'run' and "subject" = $1`, [first?.id]);
  expect(Number(budget?.cap)).toBe(each * 2);
  // The first one may still spend all of its cap, so the month has room for half an item. A new month would have room again.
  await world.database.look(`update "Run" set "createdAt" = $2 where "id" = $1`, [first?.id, new Date(world.now().getTime() + 25 * 3_600_000)]);
  await fire();
  expect(await stateOf(id)).toMatchObject({ state: "stopped", runs: 1, nextAt: null, money: { monthMicros: each * 2 } });
  expect((await listNotices(world.at)).some(({ kind, text, path }) => kind === "automation-stopped" && text.includes("“Buys” stopped") && path === "automations")).toBe(true);
  await resumeAutomation(world.at, { id });
  expect((await listNotices(world.at)).some(({ kind }) => kind === "automation-stopped")).toBe(false);
  await world.database.look(`update "Run" set "createdAt" = "createdAt" - interval '40 days' where "id" = $1`, [first?.id]);
  await removeKey(world.at, { keyId });
  await fire();
  expect(await stateOf(id)).toMatchObject({ state: "stopped", say: expect.stringContaining("needs a working API key") });
  await deleteAutomation(world.at, { id });
});

test("one stops with its reason when its skill is archived, when its owner is none any more, and when its saved selection is deleted", async () => {
  const other = await createSkill(world.at, { templateId: "white-square" });
  const archived = await make(daily("Archived", { skillId: other.skillId }));
  const orphan = await make(daily("Orphan"));
  const lost = await make(daily("Lost", { selection: { kind: "saved", id: randomUUID(), name: "Gone" } }));
  await archiveSkill(world.at, { skillId: other.skillId });
  await world.database.look(`update "Automation" set "ownerId" = $2 where "id" = $1`, [orphan.id, randomUUID()]);
  await passTo(orphan.id);
  await fireSchedules(system);
  const says = await Promise.all([archived, orphan, lost].map(async ({ id }) => (await stateOf(id))?.say));
  expect(says).toEqual(["This skill is archived. Take it back into the list to run it.", expect.stringContaining("no owner of the workspace any more"), expect.stringContaining("saved selection was deleted")]);
  for (const { id } of [archived, orphan, lost]) {
    expect((await stateOf(id))?.state).toBe("stopped");
    await deleteAutomation(world.at, { id });
  }
});

test("only an owner makes, pauses, resumes and deletes them, and a workspace sees its own alone", async () => {
  const { id } = await make(daily("Mine"));
  for (const role of ["builder", "operator", "approver"] as const) {
    const at = { ...world.at, actor: { ...world.at.actor, role } };
    await expect(createAutomation(at, NewAutomation.parse({ skillId, ...daily("Theirs") }))).rejects.toMatchObject({ code: "not_allowed" });
    for (const act of [pauseAutomation, resumeAutomation, deleteAutomation]) await expect(act(at, { id })).rejects.toMatchObject({ code: "not_allowed" });
  }
  const stranger = { ...world.at, workspaceId: randomUUID() };
  expect(await listAutomations(stranger, { skillId: null })).toEqual([]);
  await pauseAutomation(stranger, { id }).catch(() => undefined);
  expect(await stateOf(id)).toMatchObject({ state: "running" });
  await expect(make(daily("Mine"))).rejects.toMatchObject({ field: "name" });
});
