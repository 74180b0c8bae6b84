import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { sampleProducts } from "#app/features/catalog/sample-products.server.ts";
import { viewSelection } from "#app/features/catalog/view-selection.server.ts";
import { Selection } from "#app/features/catalog/views.ts";
import { searchProducts } from "#app/features/catalog/search-products.server.ts";
import { decideUncertain, UncertainDecision } from "#app/features/calls/decide-uncertain.server.ts";
import { ApprovalDecision, decideApprovals } from "#app/features/runs/decide-approvals.server.ts";
import { getTest, listTests } from "#app/features/runs/get-test.server.ts";
import { pinOutput, PinOutput } from "#app/features/runs/pin-output.server.ts";
import { startTest, StartTest } from "#app/features/runs/start-test.server.ts";
import { stopTest } from "#app/features/runs/stop-test.server.ts";
import { copyDraft, DraftCopy } from "#app/features/skills/copy-draft.server.ts";
import { getVersion } from "#app/features/skills/get-version.server.ts";
import { publishSkill } from "#app/features/skills/publish-skill.server.ts";
import { GraphInput, saveGraph } from "#app/features/skills/save-graph.server.ts";
import { act, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Params = z.object({ skillId: z.uuid() });
const Query = z.object({ version: z.uuid().optional(), tests: z.literal("newest").optional(), products: z.string().max(200).optional(), ids: z.string().max(1_000).transform((ids) => ids.split(",")).optional(),
  metafields: z.string().max(5_000).default("").transform((names) => names.split(",").filter(Boolean)) });

/** What the builder sends while a skill is edited. */
const BuilderRequest = z.discriminatedUnion("do", [
  GraphInput.extend({ do: z.literal("save") }),
  z.object({ do: z.literal("publish"), note: z.string().max(200, "At most 200 characters") }),
  DraftCopy.extend({ do: z.literal("copy") }),
  StartTest.extend({ do: z.literal("test") }),
  z.object({ do: z.literal("stop-test"), runId: z.uuid() }),
  PinOutput.extend({ do: z.literal("pin") }),
  z.object({ ...ApprovalDecision.shape, do: z.literal("answer-test") }),
  UncertainDecision.extend({ do: z.literal("settle-test") }),
]);

/** What the builder reads after it is drawn: a version's graph, the newest live tests, products by a search, or some to preview prompts on. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { data, init } = await act(at, async () => {
    const { skillId } = Params.parse(params);
    const { version, tests, products, ids, metafields } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
    if (tests !== undefined) return listTests(at, { skillId });
    if (products !== undefined) return searchProducts(at, { query: products, after: null });
    if (ids !== undefined) return { products: (await viewSelection(at, Selection.parse({ kind: "products", ids }), "product", false)).products };
    return version === undefined ? sampleProducts(at, { metafields }) : { version: await getVersion(at, { skillId, versionId: version }) };
  });
  return Response.json(data, init ?? {});
}

/** Saving, publishing, testing and keeping a copy, without a navigation: the draft lives in the builder. */
export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  const { data, init } = await act(at, async () => {
    const { skillId } = Params.parse(params);
    const asked = await readJson(request, BuilderRequest);
    switch (asked.do) {
      case "save": return saveGraph(at, { revision: asked.revision, name: asked.name, graph: asked.graph, replaces: asked.replaces, skillId });
      case "copy": return copyDraft(at, { name: asked.name, graph: asked.graph });
      case "test": return startTest(at, { skillId, revision: asked.revision, productIds: asked.productIds, target: asked.target, requestKey: asked.requestKey });
      case "stop-test": return stopTest(at, { runId: asked.runId });
      case "answer-test": {
        const { runId, ids, decision, text } = asked;
        await decideApprovals(at, ApprovalDecision.parse({ runId, ids, decision, text }));
        return getTest(at, { runId });
      }
      case "settle-test": await decideUncertain(at, { runId: asked.runId, itemIds: asked.itemIds, decision: asked.decision }); return getTest(at, { runId: asked.runId });
      case "pin": return pinOutput(at, { itemId: asked.itemId, node: asked.node, turn: asked.turn, place: asked.place, name: asked.name });
      case "publish": return publishSkill(at, { skillId, note: asked.note });
    }
  });
  return Response.json(data, init ?? {});
}
