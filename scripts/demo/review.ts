import { createHash } from "node:crypto";
import type { AppClient } from "./client.ts";
import type { Evidence, Judged } from "./evidence.ts";
import { DecisionAnswer, ReviewPage, type Output } from "./pages.ts";
import { judge, type Promised } from "./review-rule.ts";

/** Ids of one decision; the page takes 500. */
const AT_ONCE = 200;

/** Pages through all images of a run, whatever was decided, and the figures of the last page. */
export async function readReview(app: AppClient, runId: string): Promise<Evidence["reviewed"]> {
  const outputs: Output[] = [];
  let after = "";
  for (;;) {
    const { page } = await app.read("app/review", `/review?state=all&run=${runId}${after && `&after=${after}`}`, ReviewPage);
    outputs.push(...page.outputs);
    if (!page.next) return { outputs, counts: page.counts };
    after = page.next;
  }
}

/** Looks at every image and decides by the rule. Each image is shown to `keep` once, with its bytes. Throws where a decision does not hold. */
export async function reviewByRule(app: AppClient, runId: string, promised: Promised, keep: (output: Output, bytes: Buffer) => Promise<void>): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const output of (await readReview(app, runId)).outputs) {
    const bytes = await app.bytes(output.image.full);
    judged.push({ output, sha256: createHash("sha256").update(bytes).digest("hex"), reject: await judge(bytes, promised) });
    await keep(output, bytes);
  }
  await decide(app, "approve", judged.filter(({ reject }) => reject === null));
  await decide(app, "reject", judged.filter(({ reject }) => reject !== null));
  return judged;
}

async function decide(app: AppClient, decision: "approve" | "reject", judged: readonly Judged[]): Promise<void> {
  for (let from = 0; from < judged.length; from += AT_ONCE) {
    const ids = judged.slice(from, from + AT_ONCE).map(({ output }) => output.id);
    const { missed } = await app.send("/review", { ids, decision }, DecisionAnswer);
    if (missed[0]) throw new Error(`${missed.length} decisions did not hold: ${missed[0].why}`);
  }
}
