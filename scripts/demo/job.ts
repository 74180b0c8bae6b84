import { randomUUID } from "node:crypto";
import type { AppClient } from "./client.ts";
import type { Evidence } from "./evidence.ts";
import { addKeys, callsByProvider } from "./own-keys.ts";
import { followRun } from "./follow-run.ts";
import { RunPage, SetupPage, SkillsAnswer, StartAnswer, ViewAnswer, type Output, type Run, type SelectionView } from "./pages.ts";
import { publishAll, readPublication, undo } from "./publish.ts";
import { promiseOf } from "./review-rule.ts";
import { readReview, reviewByRule } from "./review.ts";
import type { Shop } from "./shop.ts";

/** What the job needs and where it tells what it does. */
export interface JobParts {
  readonly app: AppClient;
  readonly shop: Shop;
  readonly skill: string;
  readonly limit: number | undefined;
  tell(line: string): void;
  /** Gets every image that was made, once, with its bytes. */
  keep(output: Output, bytes: Buffer): Promise<void>;
}

type Selection = { readonly kind: "search"; readonly query: string } | { readonly kind: "products"; readonly ids: readonly string[] };
const ALL: Selection = { kind: "search", query: "" };

/**
 * Plays the main job: a skill from a template, a run over the products, review by the rule, publication
 * of what was approved, undo of the last publication. Throws with a sentence where the app refuses.
 */
export async function playJob({ app, shop, skill, limit, tell, keep }: JobParts): Promise<Evidence> {
  const started = Date.now();
  const before = await shop.state();
  const charged = await shop.ledger();
  const called = await callsByProvider(app);
  const { skillId } = await app.send("/skills", { do: "use", templateId: skill }, SkillsAnswer);
  const { form } = await app.read("app/run-setup", `/skills/${skillId}/run`, SetupPage);
  if (form.questions.length > 0) throw new Error(`The skill ${form.skillName} asks questions, and the demo has no answers.`);
  await addKeys(app, form.keys.filter(({ works }) => !works).map(({ provider }) => provider), tell);
  const { selection, chosen } = await choose(app, shop, skillId, limit);
  tell(`${form.skillName}, version ${form.version}, on ${chosen.count} ${chosen.count === 1 ? "product" : "products"}.`);
  const { runId } = await app.send(`/skills/${skillId}/run`, { do: "start", versionId: form.versionId, selection, answers: {}, requestKey: randomUUID() }, StartAnswer);
  const lastEvent = await followRun(app, runId, progress(tell));
  const calls = await callsByProvider(app);
  const ledger = await shop.ledger();
  const { run, items } = await readRun(app, runId);
  const judged = await reviewByRule(app, runId, await promiseOf(app, skillId), keep);
  const reviewed = await readReview(app, runId);
  const approved = judged.filter(({ reject }) => reject === null);
  tell(`Reviewed ${judged.length} images: ${approved.length} approved, ${judged.length - approved.length} rejected.`);
  const publications = await publishAll(app, approved, tell);
  const published = await shop.state();
  const last = publications.at(-1);
  if (last) await undo(app, last);
  const final = await Promise.all(publications.map(({ id }) => readPublication(app, id)));
  if (last) tell(`Undid publication ${last.after.number}.`);
  return {
    money: {
      quotedMaxMicros: form.each.maximumMicros * chosen.usable, ledgerMicros: ledger.micros - charged.micros, ledgerCalls: ledger.count - charged.count,
      calls: Object.fromEntries(Object.entries(calls).map(([provider, count]) => [provider, count - (called[provider] ?? 0)])),
    },
    skill: form.skillName, chosen, chosenIds: selection.kind === "products" ? selection.ids : null, run, items, lastEvent, judged, reviewed, publications, final,
    unpublishedAtEnd: (await readReview(app, runId)).counts.unpublished, shop: { before, published, undone: await shop.state() }, wallMs: Date.now() - started,
  };
}

/** All products, or the first so many: those that the run form shows, and where it shows fewer, the next that the admin's picker offers. */
async function choose(app: AppClient, shop: Shop, skillId: string, limit: number | undefined): Promise<{ selection: Selection; chosen: SelectionView }> {
  const view = async (selection: Selection) => (await app.send(`/skills/${skillId}/run`, { do: "view", selection }, ViewAnswer)).view;
  const all = await view(ALL);
  if (limit === undefined || limit >= all.count) return { selection: ALL, chosen: all };
  const shown = all.products.map(({ id }) => id);
  const selection: Selection = { kind: "products", ids: [...new Set([...shown, ...(limit > shown.length ? await shop.picker() : [])])].slice(0, limit) };
  return { selection, chosen: await view(selection) };
}

/** The run's page with all its items: it shows them 200 at a time. */
async function readRun(app: AppClient, runId: string): Promise<{ run: Run; items: Run["items"] }> {
  const items: Run["items"] = [];
  for (let from = 0; ;) {
    const { run } = await app.read("app/run", `/runs/${runId}?from=${from}`, RunPage);
    items.push(...run.items);
    if (run.nextPosition === null) return { run, items };
    from = run.nextPosition;
  }
}

/** Tells a tenth at a time. */
function progress(tell: (line: string) => void): (run: Run) => void {
  let told = -1;
  return ({ counts, itemCount }) => {
    const ended = itemCount - counts.queued - counts.running - counts.waiting;
    const tenth = Math.floor((ended / Math.max(itemCount, 1)) * 10);
    if (tenth > told) tell(`Ran ${ended} of ${itemCount} items.`);
    told = Math.max(told, tenth);
  };
}
