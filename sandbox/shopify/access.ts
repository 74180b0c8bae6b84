import { GraphQLError, Kind, type DocumentNode } from "graphql";

/** The scope that each field at the root asks for (requiredAccess of the published schema). Any one of the list will do. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  products: ["read_products"],
  product: ["read_products"],
  productsCount: ["read_products"],
  metafieldDefinitions: ["read_products"],
  bulkOperationRunQuery: ["read_products"],
  collections: ["read_products"],
  productUpdate: ["write_products"],
  productReorderMedia: ["write_products"],
  productVariantAppendMedia: ["write_products"],
  productVariantsBulkUpdate: ["write_products"],
  productVariantDetachMedia: ["write_products"],
  stagedUploadsCreate: ["write_products", "write_files"],
  fileUpdate: ["write_files"],
  fileDelete: ["write_files"],
};

/** Shopify's refusal of the first field that the granted scopes do not cover; undefined where all are. */
export function accessDenied(document: DocumentNode, granted: string): GraphQLError | undefined {
  const scopes = new Set(granted.split(",").flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      const needed = field.kind === Kind.FIELD ? REQUIRED[field.name.value] : undefined;
      if (field.kind !== Kind.FIELD || !needed || needed.some((scope) => scopes.has(scope))) continue;
      const requiredAccess = needed.map((scope) => `\`${scope}\` access scope`).join(" or ") + ".";
      return new GraphQLError(`Access denied for ${field.name.value} field. Required access: ${requiredAccess}`, {
        path: [field.name.value], extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes", requiredAccess },
      });
    }
  }
  return undefined;
}
