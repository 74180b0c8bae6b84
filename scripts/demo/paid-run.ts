import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AppClient } from "./client.ts";
import { addKeys } from "./own-keys.ts";
import { SetupPage, SkillsAnswer, StartAnswer } from "./pages.ts";

const Page = z.object({ skill: z.object({ revision: z.number(), nodes: z.array(z.object({ id: z.string(), type: z.string() })) }) });

/** A published skill that buys its image, and what its run form says. Money in micro-dollars. */
export interface PaidSkill {
  readonly skillId: string;
  readonly form: z.output<typeof SetupPage>["form"];
}

/** A skill from the template of a lifestyle scene whose image is bought of this model. A key that it lacks is added. */
export async function publishPaidSkill(app: AppClient, model: string): Promise<PaidSkill> {
  const { skillId } = await app.send("/skills", { do: "use", templateId: "lifestyle-scene" }, SkillsAnswer);
  const { skill } = await app.read("app/skill", `/skills/${skillId}`, Page);
  const scene = skill.nodes.find(({ type }) => type === "image.generate");
  await app.send(`/skills/${skillId}`, { do: "save", revision: skill.revision, name: model, params: { [scene?.id ?? ""]: { model } } }, z.unknown());
  await app.send(`/skills/${skillId}`, { do: "publish", note: "" }, z.unknown());
  const { form } = await app.read("app/run-setup", `/skills/${skillId}/run`, SetupPage);
  await addKeys(app, form.keys.filter(({ works }) => !works).map(({ provider }) => provider), () => undefined);
  return { skillId, form };
}

/** Starts it on every product of the shop. Returns the run's id. */
export async function runOnAll(app: AppClient, { skillId, form }: PaidSkill): Promise<string> {
  const order = { do: "start", versionId: form.versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: randomUUID() };
  return (await app.send(`/skills/${skillId}/run`, order, StartAnswer)).runId;
}
