import { z } from "zod";
import type { ProductPhoto } from "#app/core/product.ts";
import type { ShopMedia, ShopProduct, ShopVariant } from "#app/core/ports/shop-gateway.ts";

/** What Shopify answers, as far as it is used. Anything else in an answer is ignored. */
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const Image = z.object({ url: z.string(), width: z.number().nullable(), height: z.number().nullable() }).nullable();
const MediaNode = z.object({
  id: z.string(), alt: z.string().nullable(), mediaContentType: z.string(), status: z.string(), image: Image.optional(),
});

export const ProductNode = z.object({
  id: z.string(), title: z.string(), handle: z.string(), status: z.string(), vendor: z.string(), productType: z.string(),
  tags: z.array(z.string()), description: z.string(), mediaCount: z.object({ count: z.number() }), media: z.object({ nodes: z.array(MediaNode) }),
});
const VariantNodes = z.object({ pageInfo: PageInfo, nodes: z.array(z.object({ id: z.string(), title: z.string(), sku: z.string().nullable(), media: z.object({ nodes: z.array(MediaNode) }) })) });
export const VariantsByProducts = z.object({ nodes: z.array(z.union([z.object({ id: z.string(), variants: VariantNodes }), z.object({ __typename: z.string() }), z.null()])) });
export const ProductVariants = z.object({ product: z.object({ variants: VariantNodes }).nullable() });
export const ProductPhotos = z.object({ product: z.object({ media: z.object({ pageInfo: PageInfo, nodes: z.array(MediaNode) }) }).nullable() });
export const ProductsPage = z.object({ products: z.object({ pageInfo: PageInfo, nodes: z.array(ProductNode) }) });
export const ProductsByIds = z.object({
  nodes: z.array(z.union([ProductNode, z.object({ __typename: z.string() }), z.null()])),
});
export const ProductMetafields = z.object({
  nodes: z.array(z.union([
    z.object({ id: z.string(), metafields: z.object({ nodes: z.array(z.object({ namespace: z.string(), key: z.string(), type: z.string(), value: z.string() })) }) }),
    z.object({ __typename: z.string() }), z.null(),
  ])),
});
export const MetafieldDefinitions = z.object({
  metafieldDefinitions: z.object({ pageInfo: PageInfo, nodes: z.array(z.object({ namespace: z.string(), key: z.string(), name: z.string(), type: z.object({ name: z.string() }) })) }),
});
export const ProductsCount = z.object({ productsCount: z.object({ count: z.number() }).nullable() });
export const Collections = z.object({
  collections: z.object({ pageInfo: PageInfo, nodes: z.array(z.object({ id: z.string(), title: z.string(), productsCount: z.object({ count: z.number() }).nullable() })) }),
});
export const ShopContext = z.object({
  shop: z.object({ id: z.string(), name: z.string(), myshopifyDomain: z.string(), currencyCode: z.string(), ianaTimezone: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});
const Subscription = z.object({
  id: z.string(), name: z.string(), status: z.string(), test: z.boolean(), trialDays: z.number(), createdAt: z.string(), currentPeriodEnd: z.string().nullable(),
  lineItems: z.array(z.object({ plan: z.object({ pricingDetails: z.object({ planHandle: z.string().nullish() }) }) })),
});
export const AppSubscriptions = z.object({ currentAppInstallation: z.object({ activeSubscriptions: z.array(Subscription), allSubscriptions: z.object({ nodes: z.array(Subscription) }) }) });
export const AppSubscriptionCreate = z.object({ appSubscriptionCreate: z.object({ confirmationUrl: z.string().nullable(), userErrors: z.array(z.object({ message: z.string() })) }) });
export const AppSubscriptionCancel = z.object({ appSubscriptionCancel: z.object({ userErrors: z.array(z.object({ message: z.string() })) }) });
export const ProductMediaState = z.object({
  product: z.object({
    id: z.string(), title: z.string(), handle: z.string(),
    media: z.object({ pageInfo: PageInfo, nodes: z.array(z.object({ id: z.string(), alt: z.string().nullable(), mediaContentType: z.string(), status: z.string(), preview: z.object({ image: Image }).nullable() })) }),
  }).nullable(),
});
export const ProductVariantMedia = z.object({
  product: z.object({
    variants: z.object({ pageInfo: PageInfo, nodes: z.array(z.object({ id: z.string(), title: z.string(), media: z.object({ nodes: z.array(z.object({ id: z.string() })) }) })) }),
  }).nullable(),
});
const UserErrors = z.array(z.object({ field: z.array(z.string()).nullable().optional(), message: z.string(), code: z.string().nullable().optional() }));
export type UserErrors = z.output<typeof UserErrors>;
export const StagedUploads = z.object({
  stagedUploadsCreate: z.object({
    stagedTargets: z.array(z.object({ url: z.string().nullable(), resourceUrl: z.string().nullable(), parameters: z.array(z.object({ name: z.string(), value: z.string() })) })).nullable(),
    userErrors: UserErrors,
  }),
});
export const ProductAddMedia = z.object({ productUpdate: z.object({ userErrors: UserErrors }) });
export const MediaStatuses = z.object({
  nodes: z.array(z.object({
    id: z.string(), status: z.string().optional(),
    mediaErrors: z.array(z.object({ code: z.string(), details: z.string().nullable().optional(), message: z.string() })).optional(),
  }).nullable()),
});
export const ProductReorderMedia = z.object({ productReorderMedia: z.object({ job: z.object({ id: z.string(), done: z.boolean() }).nullable(), mediaUserErrors: UserErrors }) });
export const JobDone = z.object({ job: z.object({ done: z.boolean() }).nullable() });
export const VariantAppendMedia = z.object({ productVariantAppendMedia: z.object({ userErrors: UserErrors }) });
export const VariantsShowMedia = z.object({ productVariantsBulkUpdate: z.object({ userErrors: UserErrors }) });
export const VariantDetachMedia = z.object({ productVariantDetachMedia: z.object({ userErrors: UserErrors }) });
export const FileUpdate = z.object({ fileUpdate: z.object({ userErrors: UserErrors }) });
export const FileDelete = z.object({ fileDelete: z.object({ userErrors: UserErrors }) });

/** A product as items freeze it: photos that Shopify has processed, in their order. */
export function toProduct(node: z.output<typeof ProductNode>): ShopProduct {
  return {
    id: node.id, title: node.title, handle: node.handle, vendor: node.vendor, type: node.productType, status: node.status, tags: node.tags,
    description: node.description.slice(0, 2000), metafields: {}, photos: node.media.nodes.flatMap(toPhotos), mediaCount: node.mediaCount.count,
  };
}

/** The photo of a media: none where it is something else, or is not processed yet. */
export function toPhotos(media: z.output<typeof MediaNode>): ProductPhoto[] {
  return media.mediaContentType === "IMAGE" && media.image ? [{ id: media.id, url: media.image.url, alt: media.alt, width: media.image.width, height: media.image.height }] : [];
}

/** A variant as items freeze it. Shopify calls the only variant of a product "Default Title", which names nothing. */
export function toVariant({ id, title, sku, media }: z.output<typeof VariantNodes>["nodes"][number]): ShopVariant {
  return { id, title: title === "Default Title" ? "" : title, sku: sku ?? "", photo: media.nodes.flatMap(toPhotos)[0] ?? null };
}

/** One media of a product's state. The preview is there for images, videos and models alike. */
export function toMedia(node: NonNullable<z.output<typeof ProductMediaState>["product"]>["media"]["nodes"][number]): ShopMedia {
  return { id: node.id, alt: node.alt ?? "", status: node.status, kind: node.mediaContentType, url: node.preview?.image?.url ?? null };
}
