import fs from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../app/core/errors.ts";
import type { MediaState, ShopClient, ShopGateway } from "../../app/core/ports/shop-gateway.ts";
import { createFaults } from "../../sandbox/faults.ts";
import { DEFAULTS, type Parts } from "../../sandbox/parts.ts";
import { createProviderMemory } from "../../sandbox/providers/memory.ts";
import { cdnUrl, fileOf, settleMedia, writeFile } from "../../sandbox/shopify/files.ts";
import { addMedia, appendVariantMedia, deleteFiles, detachVariantMedia, reorderMedia, showOnVariants, stageUploads, updateFiles } from "../../sandbox/shopify/mutations.ts";
import { memoryState } from "./memory-state.ts";

/** What becomes of a call: it is made, the process dies before or after it, or it is made and its answer is lost. */
export type Fate = "fine" | "dies-before" | "dies-after" | "answer-lost";

const Answer = z.object({ userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })).optional(), mediaUserErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })).optional() });
const Staged = z.object({ stagedTargets: z.array(z.object({ resourceUrl: z.string() })) });

/** The parts of a sandbox that Shopify's media need, in memory. */
export function shopParts(folder: string): Parts {
  return {
    state: memoryState(), faults: createFaults(), settings: { ...DEFAULTS, appUrl: "http://127.0.0.1:9", mediaMs: 0, jobMs: 0 }, apiKey: "key", apiSecret: "secret", folder, origin: () => "http://shop.test",
    calls: new Map(), jobs: new Map(), providers: createProviderMemory(), closing: new AbortController().signal,
  };
}

/**
 * The sandbox's Shopify without HTTP and GraphQL, for thousands of calls: the media calls of `base` are made on `parts` directly.
 * `fate` is asked before each call that writes.
 */
export function directShop(parts: Parts, base: ShopClient, fate: () => Fate): ShopGateway {
  const write = async (call: () => Promise<object>): Promise<object> => {
    const how = fate();
    if (how === "dies-before") throw new Error("killed before a call");
    const answer = await call();
    if (how === "dies-after") throw new Error("killed after a call");
    if (how === "answer-lost") throw new AppError("shop_unavailable", "the answer was lost");
    const { userErrors = [], mediaUserErrors = [] } = Answer.parse(answer);
    const [error] = [...userErrors, ...mediaUserErrors];
    if (error) throw new AppError(error.code?.includes("PRODUCT_DOES_NOT_EXIST") ? "product_gone" : "shop_refused", `${error.code}: ${error.message}`);
    return answer;
  };
  const links = (all: readonly { variantId: string; mediaId: string }[]) => all.map(({ variantId, mediaId }) => ({ variantId, mediaIds: [mediaId] }));
  const client: ShopClient = {
    ...base,
    mediaState: (id) => mediaState(parts, id),
    stage: async ({ fileName, mime, bytes }) => {
      const { stagedTargets: [target] } = Staged.parse(await write(() => stageUploads(parts, [{ filename: fileName, mimeType: mime, resource: "IMAGE" }])));
      const id = target?.resourceUrl.split("/").at(-1) ?? "";
      await writeFile(parts, `upload-${id}`, bytes);
      const upload = parts.state.uploads.get(id);
      if (upload) await parts.state.uploads.put(id, { ...upload, done: true });
      return target?.resourceUrl ?? "";
    },
    addMedia: async (id, media) => { await write(() => addMedia(parts, id, media.map(({ resourceUrl, alt }) => ({ originalSource: resourceUrl, alt, mediaContentType: "IMAGE" })))); },
    mediaStatuses: async (ids) => Promise.all(ids.flatMap((id) => { const media = parts.state.media.get(id); return media ? [settleMedia(parts, media)] : []; })),
    reorder: async (id, moves) => { await write(() => reorderMedia(parts, id, moves)); },
    linkVariants: async (id, all) => { if (all.length) await write(() => appendVariantMedia(parts, id, links(all))); },
    showOnVariants: async (id, all) => { if (all.length) await write(() => showOnVariants(parts, id, all.map(({ variantId, mediaId }) => ({ id: variantId, mediaId })))); },
    unlinkVariants: async (id, all) => { if (all.length) await write(() => detachVariantMedia(parts, id, links(all))); },
    setAlt: async (id, alt) => { await write(() => updateFiles(parts, [{ id, alt }])); },
    attach: async (id, ids) => { await write(() => updateFiles(parts, ids.map((one) => ({ id: one, referencesToAdd: [id] })))); },
    detach: async (id, ids) => { await write(() => updateFiles(parts, ids.map((one) => ({ id: one, referencesToRemove: [id] })))); },
    deleteFiles: async (ids) => { await write(() => deleteFiles(parts, ids)); },
  };
  return { open: async () => client, photo: async (url) => fs.readFile(fileOf(parts, new URL(url).pathname.split("/").at(-1) ?? "")) };
}

async function mediaState(parts: Parts, id: string): Promise<MediaState | undefined> {
  const product = parts.state.products.get(id);
  if (!product) return undefined;
  const media = await Promise.all(product.media.flatMap((one) => { const row = parts.state.media.get(one); return row ? [settleMedia(parts, row)] : []; }));
  return {
    productId: id, title: product.title, handle: product.handle, variants: product.variants.map(({ id: variantId, title, mediaId }) => ({ id: variantId, title, mediaId })),
    media: media.map((row) => ({ id: row.id, alt: row.alt, status: row.status, kind: "IMAGE", url: row.status === "READY" ? cdnUrl(parts, row) : null })),
  };
}
