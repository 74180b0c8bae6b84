import { afterAll, beforeAll, expect, test } from "vitest";
import { listMembers } from "../../app/features/accounts/list-members.server.ts";
import { readmitMember } from "../../app/features/accounts/readmit-member.server.ts";
import { removeMember } from "../../app/features/accounts/remove-member.server.ts";
import { setMemberRole } from "../../app/features/accounts/set-member-role.server.ts";
import { doorkeeper } from "../../app/features/billing/doorkeeper.server.ts";
import { refreshPlan } from "../../app/features/billing/refresh-plan.server.ts";
import { assignOutputs } from "../../app/features/reviews/assign-outputs.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await createWorld(); });
afterAll(() => world.close());

const idOf = ({ actor }: WorkspaceContext) => actor.memberId ?? "";
const remove = (memberId: string) => removeMember(world.at, { memberId }, doorkeeper);
const readmit = (memberId: string) => readmitMember(world.at, { memberId }, doorkeeper);

test("a removed member is not let in, what was theirs to decide is anybody's, what they started goes on, and they come back in their role", async () => {
  const other = await world.enter("43");
  await setMemberRole(world.at, { memberId: idOf(other), role: "builder" });
  const { skillId } = await createSkill(await world.enter("43"), { templateId: "white-square" });
  const { versionId } = await getRunForm(world.at, { skillId });
  const started = async (handle: string, requestKey: string) => (await startRun(await world.enter("43"), { versionId, selection: { kind: "products", ids: [(await world.product(handle)).id] }, answers: {}, requestKey })).runId;
  await started("alba-vase", "first");
  await world.runItems();
  const { outputs } = await listOutputs(world.at, { state: "awaiting", runId: null, after: null });
  const ids = outputs.map(({ id }) => id);
  await assignOutputs(world.at, { ids, memberId: idOf(other) });
  const going = await started("low-bowl", "second");

  await remove(idOf(other));
  await expect(world.enter("43")).rejects.toMatchObject({ code: "not_allowed", say: "The owner has removed you from this workspace. Ask them to let you in again under Settings." });
  expect(await world.database.look(`select 1 from "Output" where "assignedTo" is not null`)).toEqual([]);
  await expect(assignOutputs(world.at, { ids, memberId: idOf(other) })).rejects.toMatchObject({ code: "not_found" });
  await expect(setMemberRole(world.at, { memberId: idOf(other), role: "owner" })).rejects.toMatchObject({ code: "not_found" });
  await expect(remove(idOf(other))).rejects.toMatchObject({ code: "not_found" });
  expect((await listMembers(world.at)).map(({ you, role, removed }) => ({ you, role, removed }))).toEqual([{ you: true, role: "owner", removed: false }, { you: false, role: "builder", removed: true }]);
  await world.runItems();
  expect((await getRun(world.at, { runId: going })).counts.done).toBe(1);

  await readmit(idOf(other));
  expect((await world.enter("43")).actor).toEqual({ memberId: idOf(other), role: "builder" });
  await expect(readmit(idOf(other))).rejects.toMatchObject({ code: "not_found" });
});

test("the last owner cannot be removed, not even by two owners who remove each other at one moment", async () => {
  await expect(remove(idOf(world.at))).rejects.toMatchObject({ code: "invalid_input", say: "A workspace needs an owner. Make someone else owner first." });
  const other = await world.enter("43");
  await setMemberRole(world.at, { memberId: idOf(other), role: "owner" });
  const otherOwner = await world.enter("43");
  const both = await Promise.allSettled([remove(idOf(other)), removeMember(otherOwner, { memberId: idOf(world.at) }, doorkeeper)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await world.database.look(`update "Member" set "removedAt" = null, "role" = case when "shopifyUserId" = '42' then 'owner' else 'operator' end`);
});

test("who was removed takes no room of the plan: another comes in, a paused one comes back, and nobody is let in beyond it", async () => {
  const [other, third] = [await world.enter("43"), await world.enter("44")];
  await world.control("plan", { silent: true, do: "cancel" });
  world.pass(1);
  await refreshPlan(world.context, world.at.workspaceId);
  expect((await world.enter("44")).actor.paused).toBe(true);
  await remove(idOf(other));
  expect((await world.enter("44")).actor.paused).toBeUndefined();
  await expect(readmit(idOf(other))).rejects.toMatchObject({ code: "plan_members" });
  await remove(idOf(third));
  await world.enter("45");
  await expect(world.enter("46")).rejects.toMatchObject({ code: "plan_members" });
});
