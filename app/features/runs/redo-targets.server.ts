import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { perMillion, type Micros } from "#app/core/money.ts";
import type { Model } from "#app/core/model.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { stepsNeeded } from "#app/core/skill/test-target.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { MOST_NOTE, OutputOrigin, Redo } from "./redo.ts";

/** An image that can be made once more: what is bought anew for it, and what that costs at most. */
export interface RedoTarget {
  readonly id: string;
  readonly runId: string;
  readonly node: string;
  readonly index: number;
  readonly provider: string;
  readonly maximumMicros: Micros;
  readonly origin: OutputOrigin;
  /** Notes of the redos that led to this image. */
  readonly notes: readonly string[];
  /** The place of its product in the run. */
  readonly root: number;
}

/** An image that cannot, and why. */
export interface RedoRefused {
  readonly id: string;
  readonly why: string;
}

const Bought = z.object({ node: z.string(), index: z.int(), model: z.string(), provider: z.string(), most: z.number() });
const Row = z.object({
  id: z.uuid(), runId: z.uuid(), versionId: z.uuid(), number: z.int(), runState: z.string(), altOf: z.string().nullable(), origin: OutputOrigin.nullable(), redo: Redo.nullable(), position: z.int(), calls: z.array(Bought),
});
type Row = z.output<typeof Row>;

/**
 * What a redo of each image would buy: of the steps that it needs, the newest call whose picture it was made from, be
 * it bought by its own product, by an earlier redo or by a preview. Two queries, however many there are.
 */
export async function redoTargets(tx: Tx, { models, nodes }: Pick<WorkspaceContext, "models" | "nodes">, ids: readonly string[]): Promise<{ targets: RedoTarget[]; refused: RedoRefused[] }> {
  const rows = z.array(Row).parse(await tx.$queryRaw`
    select o."id", o."runId", r."skillVersionId" as "versionId", r."number", r."state" as "runState", o."altOf", o."origin", i."redo", i."position", coalesce(bought."calls", '[]') as "calls"
      from "Output" o join "Item" i on i."id" = o."itemId" join "Run" r on r."id" = o."runId"
      left join lateral (
        select jsonb_agg(jsonb_build_object('node', c."node", 'index', c."index", 'model', c."model", 'provider', c."provider", 'most', c."maxMicros") order by c."createdAt" desc, c."id" desc) as "calls"
          from "Run" same join "Item" s on s."runId" = same."id" and s."productId" = i."productId" join "Call" c on c."itemId" = s."id" and c."state" = 'done'
         where same."skillVersionId" = r."skillVersionId" and exists (select from jsonb_array_elements(c."result"->'images') made where jsonb_exists(o."origin"->'images', made->>'hash'))) bought on true
     where o."id" = any(${[...ids]}::uuid[])`);
  const versions = await tx.skillVersion.findMany({ where: { id: { in: [...new Set(rows.map(({ versionId }) => versionId))] } }, select: { id: true, graph: true } });
  const graphs = new Map(versions.map(({ id, graph }) => [id, SkillGraph.parse(graph)]));
  const refused: RedoRefused[] = ids.filter((id) => !rows.some((row) => row.id === id)).map((id) => ({ id, why: "This image is not here any more." }));
  const targets: RedoTarget[] = [];
  for (const row of rows) {
    const { id, runId, origin, redo, position } = row;
    const graph = graphs.get(row.versionId);
    const needed = origin && graph ? stepsNeeded(graph, nodes, origin.node, () => false) : new Set<string>();
    const call = row.calls.find(({ node }) => needed.has(node));
    const why = refusal(row);
    if (why !== null || !origin || !call) refused.push({ id, why: why ?? "Nothing is bought for this image, so a redo would make the same. Change the skill and run it again." });
    else targets.push({ id, runId, node: call.node, index: call.index, provider: call.provider, maximumMicros: call.most + noteMicros(models.get(call.model)), origin, notes: redo?.notes ?? [], root: redo?.root ?? position });
  }
  return { targets, refused };
}

function refusal({ altOf, runState, number }: Row): string | null {
  if (altOf !== null) return "A redo makes images: an alt text can be edited when it is published.";
  if (runState === "paused") return `Run ${number} is paused. Resume it first.`;
  return runState === "cancelled" ? `Run ${number} was cancelled. Run the product again.` : null;
}

/** What a note adds at most, where a model is paid by the token: one for each character. */
function noteMicros(model: Model | undefined): Micros {
  return model?.price?.kind === "tokens" ? perMillion(MOST_NOTE + 20, model.price.textInput) : 0;
}
