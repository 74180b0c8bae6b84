import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { LinksRecord, MediaStateRecord, OriginalRecord, PlanRecord } from "./records.ts";
import type { OurAlt, OurImage, Standing } from "./standing.ts";

/** What our publications did to a product, oldest first. Those that have written nothing yet are left out. */
export async function loadStanding(tx: Tx, productId: string): Promise<Standing> {
  const rows = await tx.publicationProduct.findMany({ where: { productId }, include: { media: true, publication: { select: { number: true, createdAt: true } } } });
  rows.sort((a, b) => a.publication.number - b.publication.number);
  const outputIds = rows.flatMap(({ media }) => media.map(({ outputId }) => outputId));
  const altOf = new Map((await tx.output.findMany({ where: { id: { in: outputIds }, altOf: { not: null } }, select: { id: true, altOf: true } })).map((output) => [output.id, output.altOf]));
  const images: OurImage[] = [];
  const alts: OurAlt[] = [];
  for (const { id: rowId, publication: { number, createdAt }, plan, before, media } of rows) {
    const { outputs } = PlanRecord.parse(plan);
    const state = before === null ? undefined : MediaStateRecord.parse(before);
    for (const { outputId, mediaId, removedAt: undoneAt, original, restoredId, links, undo } of media) {
      const written = altOf.get(outputId);
      const base = { rowId, outputId, number, createdAt, undoneAt, before: state };
      if (written) alts.push({ ...base, mediaId: written, altText: outputs.find(({ id }) => id === outputId)?.altText ?? "" });
      else images.push({ ...base, mediaId, restoredId, returning: undo === "returning", original: original === null ? null : OriginalRecord.parse(original), links: links === null ? null : LinksRecord.parse(links) });
    }
  }
  return { images, alts };
}
