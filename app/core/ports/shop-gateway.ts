import type { MetafieldDefinition, MetafieldValue } from "../metafield.ts";
import type { ShopCatalog } from "./shop-catalog.ts";
import type { Plan } from "../plans.ts";
import type { Product, ProductPhoto, ProductVariant } from "../product.ts";
import type { ShopSubscription } from "./shop-billing.ts";

/** One media of a product in its place. `variantIds` are the variants that show it. */
export interface ShopMedia {
  readonly id: string;
  readonly alt: string;
  readonly status: string;
  readonly kind: string;
  readonly url: string | null;
}

/** The media of a product as a whole: what undo restores. */
export interface MediaState {
  readonly productId: string;
  readonly title: string;
  readonly handle: string;
  readonly media: readonly ShopMedia[];
  readonly variants: readonly { readonly id: string; readonly title: string; readonly mediaId: string | null }[];
}

/** A product with its first photos, among its first ten media. */
export interface ShopProduct extends Product {
  /** Photos, videos and models, all of them. */
  readonly mediaCount: number;
}

/** A variant with the image that it shows, where it has one. */
export interface ShopVariant extends ProductVariant {
  readonly photo: ProductPhoto | null;
}

/** A page of a list; `next` is the cursor of the page after, or null. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What Piccaso does in one shop. Throttling, retries of queries and token refresh are inside. */
export interface ShopClient extends ShopCatalog {
  context(): Promise<{ gid: string; name: string; currency: string; timeZone: string; scopes: readonly string[] }>;
  products(page: { query: string; after: string | null; first: number }): Promise<Page<ShopProduct>>;
  productsById(ids: readonly string[]): Promise<readonly ShopProduct[]>;
  /** The variants of at most 15 products, all of each, by the product's id; deleted ones are not among them. */
  variantsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ShopVariant[]>>;
  /** Every photo of a product, in its order. */
  photosOf(id: string): Promise<readonly ProductPhoto[]>;
  /** The metafields named by namespace.key, at most 20, of at most 25 products: more would cost more than one query may. */
  productMetafields(ids: readonly string[], keys: readonly string[]): Promise<ReadonlyMap<string, readonly MetafieldValue[]>>;
  /** The metafields that the shop has described for its products. */
  metafieldDefinitions(page: { after: string | null }): Promise<Page<MetafieldDefinition>>;
  productCount(query: string): Promise<number>;
  collections(page: { after: string | null }): Promise<Page<{ id: string; title: string; count: number }>>;
  /** Undefined where the product was deleted. */
  mediaState(productId: string): Promise<MediaState | undefined>;
  /** Uploads bytes to Shopify's staging and gives the address to attach. */
  stage(file: { fileName: string; mime: string; bytes: Uint8Array }): Promise<string>;
  /** Appends images to the product's media. Not idempotent at Shopify: read before you repeat. */
  addMedia(productId: string, media: readonly { resourceUrl: string; alt: string }[]): Promise<void>;
  mediaStatuses(ids: readonly string[]): Promise<readonly { id: string; status: string; error: string | null }[]>;
  /** Applied one after the other; positions are zero-based. Waits until Shopify has done it. */
  reorder(productId: string, moves: readonly { id: string; newPosition: number }[]): Promise<void>;
  /** Gives media to variants that show none; Shopify refuses one that does. */
  linkVariants(productId: string, links: readonly { variantId: string; mediaId: string }[]): Promise<void>;
  /** Lets variants show these media in place of what they show, in one write. At most 250. */
  showOnVariants(productId: string, links: readonly { variantId: string; mediaId: string }[]): Promise<void>;
  unlinkVariants(productId: string, links: readonly { variantId: string; mediaId: string }[]): Promise<void>;
  setAlt(mediaId: string, alt: string): Promise<void>;
  /** Puts files of the shop on the product, after its other media. One that is there stays where it is. */
  attach(productId: string, mediaIds: readonly string[]): Promise<void>;
  /** Takes files off the product (and its variants); the files stay in the shop. */
  detach(productId: string, mediaIds: readonly string[]): Promise<void>;
  deleteFiles(mediaIds: readonly string[]): Promise<void>;
  /** The subscription to the app that counts: an active one, or else a frozen one that may come back; or null. */
  subscription(): Promise<ShopSubscription | null>;
  /** Orders a plan; gives the address where a person approves it. `test` is always said. */
  subscribe(order: { plan: Plan; returnTo: string; test: boolean }): Promise<string>;
  unsubscribe(subscriptionId: string): Promise<void>;
}

/** Opens shops by their domain. Throws shop_disconnected where no token is left. */
export interface ShopGateway {
  open(domain: string): Promise<ShopClient>;
  /** Fetches a photo from the shop's CDN through the guard for outgoing addresses. */
  photo(url: string): Promise<Uint8Array>;
}
