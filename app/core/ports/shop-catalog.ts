/** A product as the catalog mirrors it. Ids are the numbers of Shopify's gids, as text. */
export interface CatalogEntry {
  readonly productId: string;
  readonly title: string;
  readonly handle: string;
  readonly vendor: string;
  readonly type: string;
  readonly status: string;
  readonly tags: readonly string[];
  /** Photos, videos and models. */
  readonly media: number;
  /** The first media, where it is an image; sizes in pixels. */
  readonly image: { readonly url: string; readonly width: number | null; readonly height: number | null } | null;
  /** When Shopify changed it last, ISO. */
  readonly changedAt: string;
}

/** A variant of a mirrored product. */
export interface CatalogVariantEntry {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
}

/** One line of a bulk operation's file. `end` is the byte after it. */
export interface BulkLine {
  readonly end: number;
  readonly product: CatalogEntry | null;
  readonly variant: CatalogVariantEntry | null;
}

/** Products with their variants; `moreVariants` are those of which only the first fifty came. */
export interface CatalogPart {
  readonly products: readonly CatalogEntry[];
  readonly variants: readonly CatalogVariantEntry[];
  readonly moreVariants: readonly string[];
}

/** A photo of a product that Shopify has processed. Ids are numbers as text. */
export interface AddedMedia {
  readonly productId: string;
  readonly mediaId: string;
  readonly url: string;
  readonly createdAt: Date;
}

/** How a bulk operation stands. Its file is there for seven days. */
export interface BulkState {
  readonly state: "running" | "done" | "failed";
  /** Where the file is: null for an empty one. A failed operation may have written a part of it. */
  readonly url: string | null;
  /** Shopify's code of why it failed. */
  readonly error: string | null;
}

/** Reading the whole catalog of a shop, and what changed of it. */
export interface ShopCatalog {
  /** Begins a bulk operation over all products; gives its id. Throws shop_throttled while too many are running. */
  startBulk(): Promise<string>;
  /** Undefined where Shopify does not know the operation (any more). */
  bulkState(operationId: string): Promise<BulkState | undefined>;
  /** The lines of a bulk operation's file from a byte on. Throws `expired` where the file is gone, shop_unavailable where it breaks off. */
  bulkLines(url: string, from: number, signal: AbortSignal): AsyncIterable<BulkLine>;
  /** At most 15; deleted ones are not among them. */
  entriesById(productIds: readonly string[]): Promise<CatalogPart>;
  /** The photos among the newest twenty media of at most 15 products. */
  newestMedia(productIds: readonly string[]): Promise<readonly AddedMedia[]>;
  /** What was changed after a moment, oldest first. */
  entriesSince(since: Date, after: string | null): Promise<CatalogPart & { readonly next: string | null }>;
}
