import { setTimeout as wait } from "node:timers/promises";
import type { AppClient } from "./client.ts";
import type { Judged, Published } from "./evidence.ts";
import { PlanPage, PublicationPage, PublishAnswer, UndoAnswer, type Publication } from "./pages.ts";
import { patience } from "./patience.ts";

/** Products on one publishing plan. */
const MOST = 100;
const LOOK_MS = 400;

/**
 * Publishes the approved images in at least two publications where there are two products, half the
 * products in each or a plan's most, so that one can be undone and the others stay.
 */
export async function publishAll(app: AppClient, approved: readonly Judged[], tell: (line: string) => void): Promise<Published[]> {
  const products = [...new Set(approved.map(({ output }) => output.productId))];
  const size = Math.min(MOST, Math.ceil(products.length / 2));
  const publications: Published[] = [];
  for (let from = 0; from < products.length; from += size) {
    const part = products.slice(from, from + size);
    publications.push(await publish(app, approved.filter(({ output }) => part.includes(output.productId))));
    tell(`Published ${Math.min(from + size, products.length)} of ${products.length} products.`);
  }
  return publications;
}

async function publish(app: AppClient, approved: readonly Judged[]): Promise<Published> {
  const { rows } = await app.read("app/publication-plan", `/publications/new?outputs=${approved.map(({ output }) => output.id).join(",")}`, PlanPage);
  const going = rows.filter(({ blocked }) => blocked === null);
  const blocked = rows.flatMap((row) => (row.blocked === null ? [] : [{ title: row.title, why: row.blocked }]));
  if (going.length === 0) throw new Error(`Nothing could be published: ${blocked[0]?.why ?? "the plan is empty."}`);
  const products = going.map(({ productId, outputs }) => ({ productId, outputs: outputs.map(({ id, altText }) => ({ id, altText, place: "last", link: "none" })) }));
  const { publicationId: id } = await app.send("/publications/new", { products }, PublishAnswer);
  const after = await settled(app, id);
  return { id, blocked, after, outputs: products.flatMap(({ productId, outputs }) => outputs.map((output) => ({ ...output, productId }))) };
}

/** Undoes a whole publication and waits until it is. */
export async function undo(app: AppClient, { id }: Published): Promise<Publication> {
  await app.send(`/publications/${id}`, { do: "undo", ids: null }, UndoAnswer);
  return settled(app, id);
}

/** The publication's page. */
export async function readPublication(app: AppClient, id: string): Promise<Publication> {
  return (await app.read("app/publication", `/publications/${id}`, PublicationPage)).publication;
}

/** Waits until no product of the publication is being worked on. */
async function settled(app: AppClient, id: string): Promise<Publication> {
  const still = patience("The publication");
  for (;;) {
    const publication = await readPublication(app, id);
    if (publication.working === 0) return publication;
    still(publication.rows.map(({ state }) => state));
    await wait(LOOK_MS);
  }
}
