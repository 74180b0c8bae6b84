import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { ownMarker } from "#app/core/own-media.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import { numbered, suggestedName } from "./file-name.ts";
import { PublishJob } from "./jobs.ts";
import type { OutputPlan } from "./records.ts";
import type { StartPublication } from "./views.ts";

/** Writes the plan of a publication and hands it to the workers, in one transaction. Only approved images that are in no other live publication. */
export async function startPublication(at: WorkspaceContext, input: StartPublication): Promise<{ publicationId: string }> {
  requireCan(at.actor, "publish");
  return withWorkspace(at, async (tx) => {
    const chosen = input.products.flatMap(({ outputs }) => outputs);
    const outputs = await readyOutputs(tx, chosen.map(({ id }) => id));
    // What the photos weigh is known once they are fetched, which is checked then: before anything is written to the product.
    if (chosen.some(({ place }) => place === "replace")) await requireRoom(tx, at, "storage", 1);
    const plans = input.products.map((product) => ({ rowId: randomUUID(), ...planProduct(product, outputs) }));
    const { lastPublicationNumber: number } = await tx.workspace.update({ where: { id: at.workspaceId }, data: { lastPublicationNumber: { increment: 1 } }, select: { lastPublicationNumber: true } });
    const id = randomUUID();
    const now = at.clock.now();
    const skills = [...new Set([...outputs.values()].map(({ skillName }) => skillName))];
    await tx.publication.create({ data: { id, workspaceId: at.workspaceId, number, title: skills.join(", ").slice(0, 120), createdBy: at.actor.memberId, createdAt: now } });
    await tx.publicationProduct.createMany({
      data: plans.map(({ rowId, productId, title, plan }) => ({ id: rowId, workspaceId: at.workspaceId, publicationId: id, productId, title, queuedAt: now, updatedAt: now, plan: { outputs: plan } })),
    });
    const media = plans.flatMap(({ rowId, plan }) => plan.map(({ id: outputId }) => ({ workspaceId: at.workspaceId, publicationProductId: rowId, outputId, hash: outputs.get(outputId)?.hash ?? "" })));
    await tx.publicationMedia.createMany({ data: media.map((one) => ({ ...one, marker: ownMarker(one.outputId, one.publicationProductId) })) });
    await tx.imageUse.createMany({ data: media.map(({ workspaceId, hash, publicationProductId: subject }) => ({ workspaceId, hash, kind: "publication", subject })), skipDuplicates: true });
    await at.queue.send(tx, PublishJob.name, plans.map(({ rowId: productRowId }) => ({ workspaceId: at.workspaceId, productRowId })));
    return { publicationId: id };
  });
}

interface ReadyOutput {
  readonly hash: string;
  readonly fileName: string;
  readonly altOf: string | null;
  readonly product: Product;
  readonly skillName: string;
}

async function readyOutputs(tx: Tx, ids: readonly string[]): Promise<Map<string, ReadyOutput>> {
  const rows = await tx.output.findMany({ where: { id: { in: [...ids] }, state: "approved" }, include: { item: { select: { product: true } }, run: { select: { skillName: true } } } });
  const taken = await tx.publicationMedia.count({ where: { outputId: { in: [...ids] }, removedAt: null } });
  if (rows.length !== new Set(ids).size) throw new AppError("conflict", "not all approved", { say: "One of these images is not approved any more. Reload to see which are." });
  if (taken) throw new AppError("conflict", "already in a publication", { say: "One of these images is in another publication already. Reload to see which are left." });
  return new Map(rows.map(({ id, hash, fileName, altOf, item, run }) => [id, { hash, fileName, altOf, product: Product.parse(item.product), skillName: run.skillName }]));
}

function planProduct({ productId, outputs: choices }: StartPublication["products"][number], outputs: ReadonlyMap<string, ReadyOutput>): { productId: string; title: string; plan: OutputPlan[] } {
  const ready = choices.map((choice) => ({ choice, output: outputs.get(choice.id) }));
  if (ready.some(({ output }) => output?.product.id !== productId)) throw new AppError("invalid_input", "an output of another product");
  const title = ready[0]?.output?.product.title ?? "";
  const names = numbered(ready.map(({ choice, output }) => choice.fileName ?? (output ? suggestedName({ handle: output.product.handle, variant: output.product.variant?.title }, output.fileName, output.skillName) : "image")));
  const plan = ready.map(({ choice: { id, altText, place, link }, output }, index): OutputPlan =>
    ({ id, altText, place, link, variantId: output?.product.variant?.id ?? null, fileName: names[index] ?? "image", sourceId: output?.product.photos[0]?.id ?? null }));
  if (plan.some(({ link, variantId }) => link === "variant" && variantId === null)) throw new AppError("invalid_input", "no variant to link", { say: `${title}: this image was made for no single variant. Choose another link.` });
  const replaced = plan.filter(({ id, place }) => place === "replace" && outputs.get(id)?.altOf === null).map(({ sourceId }) => sourceId);
  if (replaced.includes(null)) throw new AppError("invalid_input", "no photo to replace", { say: `${title}: there is no photo that this image could replace. Choose another position.` });
  if (new Set(replaced).size < replaced.length) throw new AppError("invalid_input", "two replacements of one photo", { say: `${title}: two images cannot take the place of the same photo. Let one replace it and give the other another position.` });
  return { productId, title, plan };
}
