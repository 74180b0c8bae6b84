import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { ownMarker } from "#app/core/own-media.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { PublishJob } from "./jobs.ts";
import type { StartPublication } from "./views.ts";

/** Writes the plan of a publication and hands it to the workers, in one transaction. Only approved images that are in no other live publication. */
export async function startPublication(at: WorkspaceContext, input: StartPublication): Promise<{ publicationId: string }> {
  requireCan(at.actor, "publish");
  return withWorkspace(at, async (tx) => {
    const ids = input.products.flatMap(({ outputs }) => outputs.map(({ id }) => id));
    const outputs = await readyOutputs(tx, ids);
    const { lastPublicationNumber: number } = await tx.workspace.update({ where: { id: at.workspaceId }, data: { lastPublicationNumber: { increment: 1 } }, select: { lastPublicationNumber: true } });
    const id = randomUUID();
    const skills = [...new Set([...outputs.values()].map(({ skillName }) => skillName))];
    await tx.publication.create({ data: { id, workspaceId: at.workspaceId, number, title: skills.join(", ").slice(0, 120), createdBy: at.actor.memberId, createdAt: at.clock.now() } });
    const jobs: object[] = [];
    for (const product of input.products) jobs.push({ workspaceId: at.workspaceId, productRowId: await planProduct(tx, at, id, product, outputs) });
    await at.queue.send(tx, PublishJob.name, jobs);
    return { publicationId: id };
  });
}

interface ReadyOutput {
  readonly hash: string;
  readonly productId: string;
  readonly title: string;
  readonly skillName: string;
}

async function readyOutputs(tx: Tx, ids: readonly string[]): Promise<Map<string, ReadyOutput>> {
  const rows = await tx.output.findMany({ where: { id: { in: [...ids] }, state: "approved" }, include: { item: { select: { productId: true, product: true } }, run: { select: { skillName: true } } } });
  const taken = await tx.publicationMedia.count({ where: { outputId: { in: [...ids] }, removedAt: null } });
  if (rows.length !== new Set(ids).size) throw new AppError("conflict", "not all approved", { say: "One of these images is not approved any more. Reload to see which are." });
  if (taken) throw new AppError("conflict", "already in a publication", { say: "One of these images is in another publication already. Reload to see which are left." });
  return new Map(rows.map(({ id, hash, item, run }) => [id, { hash, productId: item.productId, title: Product.parse(item.product).title, skillName: run.skillName }]));
}

async function planProduct(tx: Tx, at: WorkspaceContext, publicationId: string, product: StartPublication["products"][number], outputs: ReadonlyMap<string, ReadyOutput>): Promise<string> {
  const id = randomUUID();
  const { workspaceId } = at;
  const own = product.outputs.map(({ id: outputId }) => outputs.get(outputId));
  if (own.some((output) => output?.productId !== product.productId)) throw new AppError("invalid_input", "an output of another product");
  await tx.publicationProduct.create({
    data: {
      id, workspaceId, publicationId, productId: product.productId, title: own[0]?.title ?? "", updatedAt: at.clock.now(),
      plan: { placement: product.placement, linkVariants: product.linkVariants, outputs: product.outputs },
    },
  });
  for (const { id: outputId } of product.outputs) {
    const hash = outputs.get(outputId)?.hash ?? "";
    await tx.publicationMedia.create({ data: { workspaceId, publicationProductId: id, outputId, hash, marker: ownMarker(outputId, id) } });
    await tx.imageUse.createMany({ data: [{ workspaceId, hash, kind: "publication", subject: id }], skipDuplicates: true });
  }
  return id;
}
