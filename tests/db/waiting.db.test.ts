import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { decideUncertain } from "../../app/features/calls/decide-uncertain.server.ts";
import { pauseFor } from "../../app/features/calls/item-pause.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { setCap } from "../../app/features/keys/set-caps.server.ts";
import { endWaiting } from "../../app/features/runs/end-waiting.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { pauseRun } from "../../app/features/runs/pause-run.server.ts";
import { resumeRun } from "../../app/features/runs/resume-run.server.ts";
import { retryItems } from "../../app/features/runs/retry-items.server.ts";
import { pauseItem } from "../../app/features/runs/settle-item.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { atelier } from "../support/atelier/adapter.ts";
import type { Atelier } from "../support/atelier/simulator.ts";
import { createAtelierWorld, type AtelierWorld } from "../support/atelier/world.ts";
import type { World } from "../support/world.ts";

const DAY = 86_400_000;
let made: AtelierWorld;
let stand: Atelier;
let world: World;
let at: WorkspaceContext;
let paid: string;
let free: string;

beforeAll(async () => {
  made = await createAtelierWorld();
  ({ stand, world, versionId: paid } = made);
  ({ at } = world);
  ({ versionId: free } = await getRunForm(at, { skillId: (await createSkill(at, { templateId: "white-square" })).skillId }));
});
afterAll(() => made.close());

const view = (runId: string) => getRun(at, { runId });
const told = async () => (await listNotices(at)).filter(({ kind }) => kind === "items-expire").map(({ text, path }) => ({ text, path }));

test("an item that waits for a key is announced after twelve days, given up after fourteen, ends its run, and can be tried again", async () => {
  const keyId = await made.newKey();
  const runId = await made.start(paid);
  await removeKey(at, { keyId });
  await world.runItems();
  expect((await view(runId)).needs).toMatchObject([{ reason: "no_key", state: "waiting" }]);

  world.pass(11.9 * DAY);
  expect(await endWaiting(world.context)).toBe(0);
  expect(await told()).toEqual([]);
  world.pass(0.2 * DAY);
  expect(await endWaiting(world.context)).toBe(0);
  expect(await told()).toEqual([{ text: expect.stringMatching(/^Sketches, run \d+: 1 product has waited for 12 days/), path: `runs/${runId}` }]);
  world.pass(2 * DAY);
  expect(await endWaiting(world.context)).toBe(1);
  expect(await endWaiting(world.context)).toBe(0);
  expect(await view(runId)).toMatchObject({ state: "done", counts: { expired: 1 }, needs: [{ state: "expired", retryable: true, say: expect.stringContaining("given up") }] });

  await made.newKey();
  await retryItems(at, { runId, itemIds: null });
  await world.runItems();
  expect((await view(runId)).counts.done).toBe(1);
});

test("a key that works again takes the item, its time and its announcement back", async () => {
  const runId = await made.start(paid);
  const [key] = await world.database.look<{ id: string }>(`select "id" from "ProviderKey" where "state" = 'works'`);
  await removeKey(at, { keyId: key?.id ?? "" });
  await world.runItems();
  world.pass(13 * DAY);
  await endWaiting(world.context);
  expect(await told()).toHaveLength(1);
  await made.newKey();
  await world.runItems();
  expect((await view(runId)).counts.done).toBe(1);
  expect(await told()).toEqual([]);
  world.pass(14 * DAY);
  expect(await endWaiting(world.context)).toBe(0);
});

test("an item at a monthly cap waits for the next month, and for a person at most fourteen days", async () => {
  const [key] = await world.database.look<{ id: string }>(`select "id" from "ProviderKey" where "state" = 'works'`);
  await setCap(at, { keyId: key?.id ?? "", capMicros: 1 });
  const runId = await made.start(paid);
  await world.runItems();
  const [item] = (await view(runId)).items;
  const now = world.now();
  expect(item?.until).toBe(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString());
  expect(Date.parse(item?.expiresAt ?? "")).toBeGreaterThan(now.getTime() + 13 * DAY);
  await setCap(at, { keyId: key?.id ?? "", capMicros: null });
  await world.runItems();
  expect((await view(runId)).counts.done).toBe(1);
});

test("an item that is refused at a cap which is raised before it waits looks again by itself", async () => {
  const [key] = await world.database.look<{ id: string }>(`select "id" from "ProviderKey" where "state" = 'works'`);
  await setCap(at, { keyId: key?.id ?? "", capMicros: 1 });
  const runId = await made.start(paid);
  const onItsWay = async () => {
    await world.database.look(`update "Item" set "state" = 'running', "epoch" = "epoch" + 1 where "runId" = $1`, [runId]);
    const [held] = await world.database.look<{ itemId: string; runId: string; epoch: number; wakes: number }>(`select i."id" as "itemId", i."runId", i."epoch", w."wakes" from "Item" i join "Workspace" w on w."id" = i."workspaceId" where i."runId" = $1`, [runId]);
    return held ?? { itemId: "", runId, epoch: 0, wakes: 0 };
  };
  const refused = () => pauseFor("cap-key", { now: world.now(), chance: 0.5, pausedUntil: null });
  await pauseItem(at, await onItsWay(), refused());
  expect((await view(runId)).counts.waiting).toBe(1);
  const late = await onItsWay();
  await setCap(at, { keyId: key?.id ?? "", capMicros: null });
  await pauseItem(at, late, refused());
  expect((await view(runId)).counts.queued).toBe(1);
  await world.runItems();
  expect((await view(runId)).counts.done).toBe(1);
});

test("what lies in a paused run for fourteen days is given up; resumed before, it goes on", async () => {
  const [left, taken] = [await made.start(free), await made.start(free)];
  await pauseRun(at, { runId: left });
  await pauseRun(at, { runId: taken });
  world.pass(13 * DAY);
  await endWaiting(world.context);
  expect((await told()).map(({ path }) => path).sort()).toEqual([`runs/${left}`, `runs/${taken}`].sort());
  await resumeRun(at, { runId: taken });
  await world.runItems();
  world.pass(DAY);
  expect(await endWaiting(world.context)).toBe(1);
  expect((await view(taken)).counts.done).toBe(1);
  expect(await view(left)).toMatchObject({ state: "done", counts: { expired: 1 } });
});

test("an uncertain item says where its provider shows what was charged, and is decided by itself", async () => {
  stand.fault({ kind: "lost-answer" });
  const runId = await made.start(paid);
  await world.runItems();
  stand.fault(null);
  const { needs, items } = await view(runId);
  expect(needs).toMatchObject([{ state: "uncertain", checks: [{ title: atelier.title, url: atelier.usageUrl }] }]);
  await decideUncertain(at, { runId, itemIds: [items[0]?.id ?? ""], decision: "buy-again" });
  await world.runItems();
  expect((await view(runId)).counts.done).toBe(1);
});
