/**
 * Every Admin GraphQL document that Piccaso sends, and no other: the sandbox's schema is reduced to
 * what stands here, and a test checks each one against the published schema (no deprecated field,
 * no scope beyond shopify.app.toml).
 */
const PRODUCT_CARD = `
  id title handle status vendor productType tags description
  mediaCount { count }
  media(first: 10, sortKey: POSITION) {
    nodes { id alt mediaContentType status ... on MediaImage { image { url width height } } }
  }`;

/** A product as the catalog mirrors it, without its variants: 4 points. */
const CATALOG_CARD = `
  id title handle status vendor productType tags updatedAt
  mediaCount { count }
  featuredMedia { ... on MediaImage { image { url width height } } }`;
const CATALOG_NODE = `${CATALOG_CARD} variants(first: 50) { pageInfo { hasNextPage } nodes { id sku } }`;
const SUBSCRIPTION = `fragment Plan on AppSubscription {
    id name status test trialDays createdAt currentPeriodEnd
    lineItems { id plan { pricingDetails { __typename ... on AppRecurringPricing { planHandle interval } } } }
  }`;

/** A variant with the image that it shows: 5 points. */
const VARIANT_CARD = "id title sku media(first: 1) { nodes { id alt mediaContentType status ... on MediaImage { image { url width height } } } }";

export const DOCUMENTS = {
  ShopContext: `query ShopContext {
    shop { id name myshopifyDomain currencyCode ianaTimezone }
    currentAppInstallation { id accessScopes { handle } }
  }`,
  ProductsPage: `query ProductsPage($first: Int!, $after: String, $query: String) {
    products(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { ${PRODUCT_CARD} }
    }
  }`,
  ProductsByIds: `query ProductsByIds($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on Product { ${PRODUCT_CARD} } }
  }`,
  /** Fifteen products with ten variants each: 795 points. */
  VariantsByProducts: `query VariantsByProducts($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on Product { id variants(first: 10) { pageInfo { hasNextPage endCursor } nodes { ${VARIANT_CARD} } } } }
  }`,
  ProductVariants: `query ProductVariants($id: ID!, $after: String) {
    product(id: $id) { variants(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${VARIANT_CARD} } } }
  }`,
  ProductPhotos: `query ProductPhotos($id: ID!, $after: String) {
    product(id: $id) {
      media(first: 100, sortKey: POSITION, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id alt mediaContentType status ... on MediaImage { image { url width height } } }
      }
    }
  }`,
  ProductMetafields: `query ProductMetafields($ids: [ID!]!, $first: Int!, $keys: [String!]!) {
    nodes(ids: $ids) { __typename ... on Product { id metafields(first: $first, keys: $keys) { nodes { id namespace key type value } } } }
  }`,
  MetafieldDefinitions: `query MetafieldDefinitions($first: Int!, $after: String) {
    metafieldDefinitions(ownerType: PRODUCT, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id namespace key name type { name } }
    }
  }`,
  ProductsCount: `query ProductsCount($query: String) { productsCount(query: $query, limit: null) { count precision } }`,
  Collections: `query Collections($first: Int!, $after: String, $query: String) {
    collections(first: $first, after: $after, query: $query, sortKey: TITLE) {
      pageInfo { hasNextPage endCursor }
      nodes { id title productsCount { count } }
    }
  }`,
  ProductMediaState: `query ProductMediaState($id: ID!, $after: String) {
    product(id: $id) {
      id title handle
      media(first: 50, sortKey: POSITION, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id alt status mediaContentType preview { image { url width height } } }
      }
    }
  }`,
  ProductVariantMedia: `query ProductVariantMedia($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id title media(first: 1) { nodes { id } } }
      }
    }
  }`,
  StagedUploads: `mutation StagedUploads($input: [StagedUploadInput!]!) {
    stagedUploadsCreate(input: $input) {
      stagedTargets { url resourceUrl parameters { name value } }
      userErrors { field message }
    }
  }`,
  ProductAddMedia: `mutation ProductAddMedia($product: ProductUpdateInput!, $media: [CreateMediaInput!]!) {
    productUpdate(product: $product, media: $media) {
      product { id media(last: 25, sortKey: POSITION) { nodes { id alt status mediaContentType } } }
      userErrors { field message }
    }
  }`,
  MediaStatuses: `query MediaStatuses($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename id
      ... on MediaImage { status fileStatus alt mediaErrors { code details message } image { url width height } }
    }
  }`,
  ProductReorderMedia: `mutation ProductReorderMedia($id: ID!, $moves: [MoveInput!]!) {
    productReorderMedia(id: $id, moves: $moves) { job { id done } mediaUserErrors { code field message } }
  }`,
  JobDone: `query JobDone($id: ID!) { job(id: $id) { id done } }`,
  VariantAppendMedia: `mutation VariantAppendMedia($productId: ID!, $variantMedia: [ProductVariantAppendMediaInput!]!) {
    productVariantAppendMedia(productId: $productId, variantMedia: $variantMedia) {
      productVariants { id media(first: 1) { nodes { id } } }
      userErrors { code field message }
    }
  }`,
  VariantsShowMedia: `mutation VariantsShowMedia($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants) {
      productVariants { id }
      userErrors { code field message }
    }
  }`,
  VariantDetachMedia: `mutation VariantDetachMedia($productId: ID!, $variantMedia: [ProductVariantDetachMediaInput!]!) {
    productVariantDetachMedia(productId: $productId, variantMedia: $variantMedia) {
      productVariants { id }
      userErrors { code field message }
    }
  }`,
  FileUpdate: `mutation FileUpdate($files: [FileUpdateInput!]!) {
    fileUpdate(files: $files) { files { id alt fileStatus } userErrors { field message code } }
  }`,
  /** Never sent by itself: Shopify runs it over all products, in a bulk operation. */
  CatalogBulk: `query CatalogBulk { products { edges { node { ${CATALOG_CARD} variants { edges { node { id sku } } } } } } }`,
  BulkStart: `mutation BulkStart($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { code field message } }
  }`,
  BulkState: `query BulkState($id: ID!) { bulkOperation(id: $id) { id status errorCode url partialDataUrl } }`,
  CatalogByIds: `query CatalogByIds($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Product { ${CATALOG_NODE} } } }`,
  /** Fifteen products with their newest twenty media: 645 points. */
  NewestMedia: `query NewestMedia($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on Product { id media(first: 20, sortKey: ID, reverse: true) { nodes { id mediaContentType status ... on MediaImage { createdAt image { url } } } } } }
  }`,
  CatalogChanged: `query CatalogChanged($first: Int!, $after: String, $query: String!) {
    products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { ${CATALOG_NODE} }
    }
  }`,
  FileDelete: `mutation FileDelete($fileIds: [ID!]!) {
    fileDelete(fileIds: $fileIds) { deletedFileIds userErrors { field message code } }
  }`,
  AppSubscriptions: `query AppSubscriptions {
    currentAppInstallation {
      id
      activeSubscriptions { ...Plan }
      allSubscriptions(first: 10, reverse: true, sortKey: CREATED_AT) { nodes { ...Plan } }
    }
  }
  ${SUBSCRIPTION}`,
  AppSubscriptionCreate: `mutation AppSubscriptionCreate($name: String!, $lineItems: [AppSubscriptionLineItemInput!]!, $returnUrl: URL!, $trialDays: Int, $test: Boolean, $replacementBehavior: AppSubscriptionReplacementBehavior) {
    appSubscriptionCreate(name: $name, lineItems: $lineItems, returnUrl: $returnUrl, trialDays: $trialDays, test: $test, replacementBehavior: $replacementBehavior) {
      appSubscription { id }
      confirmationUrl
      userErrors { field message }
    }
  }`,
  AppSubscriptionCancel: `mutation AppSubscriptionCancel($id: ID!) {
    appSubscriptionCancel(id: $id) { appSubscription { id status } userErrors { field message } }
  }`,
} as const;

/** The name of one document. */
export type DocumentName = keyof typeof DOCUMENTS;
