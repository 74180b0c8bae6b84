import { AppError } from "#app/core/errors.ts";
import type { BulkLine, ShopCatalog } from "#app/core/ports/shop-catalog.ts";
import { linesOf } from "../http/lines.ts";
import type { SafeStream } from "../http/safe-stream.server.ts";
import * as answers from "./catalog-answers.server.ts";
import { DOCUMENTS } from "./documents.ts";
import { sendDocument, type GraphqlParts } from "./graphql-client.server.ts";

/** Products of one page: with fifty variants each they cost under 900 of 1000 points. */
const PAGE = 15;
/** A product's line is far below this; a file as large as that is none of ours. */
const MOST_LINE = 1_000_000;
const MOST_BYTES = 20_000_000_000;
const IDLE_MS = 60_000;

interface CatalogParts extends GraphqlParts {
  readonly safeStream: SafeStream;
}

/** The catalog of one shop: in bulk, and what changed. */
export function createCatalogClient(parts: CatalogParts): ShopCatalog {
  return {
    startBulk: async () => {
      const { bulkOperationRunQuery: { bulkOperation, userErrors } } = await sendDocument(parts, "BulkStart", { query: DOCUMENTS.CatalogBulk }, answers.BulkStart);
      if (bulkOperation) return bulkOperation.id;
      const why = userErrors.map(({ code, message }) => `${code ?? ""} ${message}`).join(" ").slice(0, 300);
      throw new AppError(/IN_PROGRESS|LIMIT_REACHED/.test(why) ? "shop_throttled" : "shop_refused", why);
    },
    bulkState: async (operationId) => {
      const { bulkOperation } = await sendDocument(parts, "BulkState", { id: operationId }, answers.BulkState);
      if (!bulkOperation) return undefined;
      const { status, errorCode, url, partialDataUrl } = bulkOperation;
      if (status === "COMPLETED") return { state: "done", url, error: null };
      return ["CREATED", "RUNNING", "CANCELING"].includes(status) ? { state: "running", url: null, error: null } : { state: "failed", url: partialDataUrl ?? url, error: errorCode ?? status };
    },
    bulkLines: (url, from, signal) => bulkLines(parts, url, from, signal),
    entriesById: async (productIds) => {
      const { nodes } = await sendDocument(parts, "CatalogByIds", { ids: productIds.slice(0, PAGE).map((id) => `gid://shopify/Product/${id}`) }, answers.CatalogByIds);
      return answers.catalogPart(nodes.flatMap((node) => (node && "variants" in node ? [node] : [])));
    },
    newestMedia: async (productIds) => {
      const { nodes } = await sendDocument(parts, "NewestMedia", { ids: productIds.slice(0, PAGE).map((id) => `gid://shopify/Product/${id}`) }, answers.NewestMedia);
      return answers.addedMedia(nodes.flatMap((node) => (node && "media" in node ? [node] : [])));
    },
    entriesSince: async (since, after) => {
      const { products: { nodes, pageInfo } } = await sendDocument(parts, "CatalogChanged", { first: PAGE, after, query: `updated_at:>'${since.toISOString()}'` }, answers.CatalogChanged);
      return { ...answers.catalogPart(nodes), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
    },
  };
}

async function* bulkLines({ safeStream }: CatalogParts, url: string, from: number, signal: AbortSignal): AsyncGenerator<BulkLine> {
  try {
    for await (const { text, end } of linesOf(safeStream(url, { from, maxBytes: MOST_BYTES, idleMs: IDLE_MS, signal }), from, MOST_LINE)) yield answers.bulkLine(text, end);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "photo_gone") throw new AppError("expired", "the file of the bulk operation is gone", { cause: error });
    throw error.code === "download_failed" ? new AppError("shop_unavailable", "the file of the bulk operation broke off", { cause: error }) : error;
  }
}
