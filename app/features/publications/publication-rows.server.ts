import type { WorkspaceContext } from "#app/core/context.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import type { PublicationRow } from "./views.ts";

/** What the figures need of each product: a list reads no media states. */
export const WITH_FIGURES = { products: { select: { state: true, media: { select: { hash: true } } }, orderBy: { title: "asc" } } } as const satisfies Prisma.PublicationInclude;
type FiguresRecord = Prisma.PublicationGetPayload<{ include: typeof WITH_FIGURES }>;

export const WITH_PRODUCTS = { products: { include: { media: true }, orderBy: { title: "asc" } } } as const satisfies Prisma.PublicationInclude;
export type PublicationRecord = Prisma.PublicationGetPayload<{ include: typeof WITH_PRODUCTS }>;

/** Publications with their figures. */
export async function publicationRows(tx: Tx, at: WorkspaceContext, found: readonly FiguresRecord[]): Promise<PublicationRow[]> {
  const hashes = found.flatMap(({ products }) => products[0]?.media[0]?.hash ?? []);
  const images = new Map((await tx.image.findMany({ where: { hash: { in: hashes } } })).map((image) => [image.hash, image]));
  return found.map((record) => {
    const count = (states: readonly string[]) => record.products.filter(({ state }) => states.includes(state)).length;
    const image = images.get(record.products[0]?.media[0]?.hash ?? "");
    return {
      id: record.id, number: record.number, title: record.title, createdAt: record.createdAt.toISOString(), products: record.products.length,
      images: record.products.reduce((sum, { media }) => sum + media.length, 0), published: count(["published"]), undone: count(["undone"]), failed: count(["failed"]),
      working: record.products.length - count(["published", "undone", "failed"]), thumb: image ? imageView(at, image) : null,
    };
  });
}
