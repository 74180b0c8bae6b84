import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { can } from "#app/core/permissions.ts";
import { openShop } from "#app/features/accounts/open-shop.server.ts";
import { automatableSkills } from "#app/features/automations/automatable-skills.server.ts";
import { listAutomations } from "#app/features/automations/list-automations.server.ts";
import { listSelections } from "#app/features/catalog/list-selections.server.ts";

const Query = z.object({ skill: z.uuid().nullable().catch(null) });

/** What starts by itself, of one skill or of all, and what a new one can be made of: skills, saved selections and time zones, the shop's own first. */
export async function loadAutomations(at: WorkspaceContext, url: URL) {
  const { skill } = Query.parse({ skill: url.searchParams.get("skill") });
  const mayManage = can(at.actor, "manage");
  const [automations, skills, saved, zone] = await Promise.all([listAutomations(at, { skillId: skill }), automatableSkills(at), listSelections(at), mayManage ? zoneOf(at) : "UTC"]);
  return { automations, skills, saved, skill: skills.some(({ id }) => id === skill) ? skill : null, filtered: skill !== null, mayManage, zone, zones: [...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])] };
}

/** A shop that does not answer now is not what this page is about. */
async function zoneOf(at: WorkspaceContext): Promise<string> {
  if (!at.shopDomain) return "UTC";
  return openShop(at).then((shop) => shop.context()).then(({ timeZone }) => timeZone, () => "UTC");
}
