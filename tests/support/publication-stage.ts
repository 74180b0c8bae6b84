import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { runPublishJob } from "../../app/features/publications/run-publish-job.server.ts";
import { PublishJob } from "../../app/features/publications/jobs.ts";
import type { Parts } from "../../sandbox/parts.ts";
import { createMedia } from "../../sandbox/shopify/mutations.ts";
import { writeFile } from "../../sandbox/shopify/files.ts";
import { directShop, shopParts, type Fate } from "./direct-shop.ts";
import { picture } from "./picture.ts";
import { SHOP, type World } from "./world.ts";

/** A product of a direct shop, with approved outputs that were made from its first photo. */
export interface StagedProduct {
  readonly id: string;
  readonly photos: readonly string[];
  readonly variants: readonly string[];
  readonly outputs: readonly string[];
}

/** Publications on a direct shop: real rows, jobs by hand. */
export interface PublicationStage {
  readonly at: WorkspaceContext;
  readonly parts: Parts;
  /** A product with so many photos and outputs. The first variant shows the first photo, the second none, the third the last photo. */
  product(photos: number, outputs: number): Promise<StagedProduct>;
  /** Runs each job that was sent once, and those that died stay to be run again. False when something died. */
  work(): Promise<boolean>;
  /** What becomes of the next calls that write; after them all is fine. */
  fates(next: readonly Fate[]): void;
}

const Made = z.object({ runId: z.string(), itemId: z.string(), outputId: z.string() });

/** Runs a skill on one product of the world, so that there is an output to copy. */
export async function createPublicationStage(world: World): Promise<PublicationStage> {
  const { skillId } = await createSkill(world.at, { templateId: "marketplace-main" });
  const { versionId } = await getRunForm(world.at, { skillId });
  const vase = await world.product("alba-vase");
  await startRun(world.at, { versionId, selection: { kind: "products", ids: [vase.id] }, answers: {}, requestKey: "publication-stage" });
  await world.runItems();
  const [first] = await world.database.look(`select o."runId", o."itemId", o."id" as "outputId" from "Output" o limit 1`);
  const made = Made.parse(first);

  const parts = shopParts(world.blobFolder);
  let due: Fate[] = [];
  let jobs: string[] = [];
  const base = await world.at.shops.open(SHOP);
  const at: WorkspaceContext = {
    ...world.at, shops: directShop(parts, base, () => due.shift() ?? "fine"),
    queue: { forget: async () => 0, send: async (_tx, job, payloads) => { if (job === PublishJob.name) jobs.push(...payloads.map((payload) => PublishJob.payload.parse(payload).productRowId)); } },
  };
  const photo = await picture(24, 24);
  return {
    at, parts,
    product: (photos, outputs) => stageProduct(world, parts, made, photo, photos, outputs),
    work: async () => {
      let alive = true;
      const again: string[] = [];
      for (let next = jobs.shift(); next; next = jobs.shift()) {
        const rowId = next;
        await runPublishJob(at, rowId, new AbortController().signal).catch(() => { alive = false; again.push(rowId); });
      }
      jobs = again;
      return alive;
    },
    fates: (next) => { due = [...next]; },
  };
}

async function stageProduct(world: World, parts: Parts, made: z.output<typeof Made>, photo: Uint8Array, photos: number, outputs: number): Promise<StagedProduct> {
  const number = await parts.state.next("product");
  const id = `gid://shopify/Product/${number}`;
  const media: string[] = [];
  for (let n = 0; n < photos; n += 1) {
    const fileName = `photo-${number}-${n}.png`;
    await writeFile(parts, fileName, photo);
    media.push((await createMedia(parts, { fileName, alt: `Photo ${n}`, ready: { width: 24, height: 24 } })).id);
  }
  const shown = [media[0] ?? null, null, media.at(-1) ?? null];
  const variants = shown.map((mediaId, n) => ({ id: `gid://shopify/ProductVariant/${number}${n}`, title: `Size ${n}`, sku: "", price: "1.00", mediaId }));
  await parts.state.products.put(id, { id, title: `Product ${number}`, handle: `product-${number}`, status: "ACTIVE", vendor: "", type: "", tags: [], description: "", collections: [], media, variants, metafields: [], updatedAt: "" });
  const outputIds = Array.from({ length: outputs }, () => randomUUID());
  await world.database.look(`
    with item as (
      insert into "Item" ("workspaceId", "runId", "position", "productId", "product", "state", "finishedAt")
      select i."workspaceId", i."runId", $3::int, $2, i."product" || jsonb_build_object('id', $2::text, 'handle', 'product', 'photos', (select jsonb_agg(jsonb_build_object('id', one, 'url', 'http://shop.test/', 'alt', '', 'width', 24, 'height', 24)) from unnest($4::text[]) one)), 'done', now()
        from "Item" i where i."id" = $1 returning "id")
    insert into "Output" ("id", "workspaceId", "runId", "itemId", "index", "hash", "sourceHash", "mime", "width", "height", "fileName", "altText", "state")
    select made.id, o."workspaceId", o."runId", item."id", made.n, o."hash", o."sourceHash", o."mime", o."width", o."height", 'picture', 'Ours', 'approved'
      from item, "Output" o, unnest($6::uuid[]) with ordinality made(id, n) where o."id" = $5`, [made.itemId, id, number, media, made.outputId, outputIds]);
  return { id, photos: media, variants: variants.map((variant) => variant.id), outputs: outputIds };
}
