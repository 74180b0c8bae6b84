import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { deleteSelection } from "#app/features/catalog/delete-selection.server.ts";
import { listCatalogValues, ValueSearch } from "#app/features/catalog/list-catalog-values.server.ts";
import { renameSelection } from "#app/features/catalog/rename-selection.server.ts";
import { SaveSelection, saveSelection, SelectionName } from "#app/features/catalog/save-selection.server.ts";
import { viewSelection } from "#app/features/catalog/view-selection.server.ts";
import { Unit } from "#app/core/unit.ts";
import { Selection } from "#app/features/catalog/views.ts";
import { quoteAnswers } from "#app/features/runs/quote-answers.server.ts";
import { startRun } from "#app/features/runs/start-run.server.ts";
import { uploadAnswer } from "#app/features/runs/upload-answer.server.ts";
import { readFile, readJson } from "#app/routes/answer.server.ts";

const Answer = z.discriminatedUnion("kind", [z.object({ kind: z.literal("text"), text: z.string().max(2000) }), z.object({ kind: z.literal("image"), hash: z.string().regex(/^[0-9a-f]{64}$/) })]);
const RunRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("view"), selection: Selection, unit: Unit.default("product"), needsPhoto: z.boolean().default(true) }),
  ValueSearch.extend({ do: z.literal("values") }),
  SaveSelection.extend({ do: z.literal("save") }),
  z.object({ do: z.literal("rename"), id: z.uuid(), name: SelectionName }),
  z.object({ do: z.literal("delete"), id: z.uuid() }),
  z.object({ do: z.literal("quote"), versionId: z.uuid(), answers: z.record(z.string(), Answer) }),
  z.object({ do: z.literal("preview"), versionId: z.uuid(), productId: z.string().startsWith("gid://shopify/Product/"), unit: Unit, answers: z.record(z.string(), Answer), requestKey: z.string().min(8).max(80) }),
  z.object({ do: z.literal("start"), versionId: z.uuid(), selection: Selection, unit: Unit.default("product"), answers: z.record(z.string(), Answer), requestKey: z.string().min(8).max(80), capMicros: z.int("Write an amount, for example 2.50").min(0).max(1_000_000_000_000).optional() }),
]);

/** Shows a selection, saves it, offers values, counts the price of answers, takes a file for a question, previews one product, or starts the run. */
export async function doRunSetup(at: WorkspaceContext, request: Request) {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const file = readFile(await request.formData(), "file");
    return { did: "uploaded" as const, ...(await uploadAnswer(at, { file })) };
  }
  const asked = await readJson(request, RunRequest);
  if (asked.do === "view") return { did: "viewed" as const, view: await viewSelection(at, asked.selection, asked.unit, asked.needsPhoto) };
  if (asked.do === "values") return { did: "values" as const, values: await listCatalogValues(at, asked) };
  if (asked.do === "save") return { did: "saved" as const, ...(await saveSelection(at, asked)) };
  if (asked.do === "rename") {
    await renameSelection(at, asked);
    return { did: "renamed" as const };
  }
  if (asked.do === "delete") {
    await deleteSelection(at, asked);
    return { did: "deleted" as const };
  }
  if (asked.do === "quote") return { did: "quoted" as const, quote: await quoteAnswers(at, { versionId: asked.versionId, answers: asked.answers }) };
  if (asked.do === "preview") {
    const { versionId, productId, unit, answers, requestKey } = asked;
    return { did: "previewing" as const, ...(await startRun(at, { versionId, selection: { kind: "products", ids: [productId] }, unit, answers, requestKey, preview: true })) };
  }
  const { versionId, selection, unit, answers, requestKey, capMicros } = asked;
  return { did: "started" as const, ...(await startRun(at, { versionId, selection, unit, answers, requestKey, ...(capMicros === undefined ? {} : { capMicros }) })) };
}
