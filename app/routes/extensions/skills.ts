import type { LoaderFunctionArgs } from "@remix-run/node";
import { can } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listSkills } from "#app/features/skills/list-skills.server.ts";
import { answerExtension } from "./edge.server.ts";

/** The skills that can be run, and what whoever asks may do. */
export const loader = ({ request }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const [skills, { paused }] = await Promise.all([listSkills(at), getWorkspace(at)]);
  return {
    skills: skills.filter(({ version }) => version !== null).map(({ id, name, description, costMicros }) => ({ id, name, description, eachMicros: costMicros })),
    paused, mayPublish: can(at.actor, "publish"),
  };
});
