import { GraphQLInt, isListType, isNonNullType, isObjectType, isInterfaceType, isUnionType, TypeInfo, visit, visitWithTypeInfo, valueFromAST, type DocumentNode, type GraphQLOutputType, type GraphQLSchema } from "graphql";

/** A bucket as Shopify's: it holds so much, and so much comes back each second. */
export const BUCKET = { maximumAvailable: 2000, restoreRate: 100 };

/**
 * The requested cost of a document: 10 for a mutation, 1 for each object, and a connection as many
 * times its nodes as were asked for (shopify.dev, API limits).
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const info = new TypeInfo(schema);
  const factors = [1];
  let cost = 0;
  visit(document, visitWithTypeInfo(info, {
    Field: {
      enter(node) {
        const factor = factors.at(-1) ?? 1;
        const type = info.getType();
        const first = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
        const size = first ? Number(valueFromAST(first.value, GraphQLInt, variables) ?? 1) : 1;
        const listed = node.arguments?.find(({ name }) => name.value === "ids");
        const ids = listed?.value.kind === "Variable" ? variables[listed.value.name.value] : undefined;
        const times = Array.isArray(ids) ? ids.length : size;
        if (info.getParentType()?.name === "Mutation") cost += 10;
        else if (type && isComposite(type)) cost += factor;
        factors.push(factor * Math.max(1, first || ids ? times : 1));
      },
      leave() { factors.pop(); },
    },
  }));
  return Math.max(1, Math.ceil(cost));
}

/** What an answer really cost: its objects. The rest of what was asked for is given back. */
export function actualCost(data: unknown): number {
  if (Array.isArray(data)) return data.reduce((sum: number, entry: unknown) => sum + actualCost(entry), 0);
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce((sum: number, value: unknown) => sum + (typeof value === "object" && value !== null && !Array.isArray(value) ? 1 : 0) + (Array.isArray(value) ? value.filter((entry) => typeof entry === "object" && entry !== null).length : 0) + actualCost(value), 0);
}

function isComposite(type: GraphQLOutputType): boolean {
  if (isNonNullType(type) || isListType(type)) return isComposite(type.ofType);
  return isObjectType(type) || isInterfaceType(type) || isUnionType(type);
}

/** The leaky bucket of one shop. Time in ms. */
export function createBucket(now: () => number = Date.now) {
  let available = BUCKET.maximumAvailable;
  let at = now();
  const refill = () => {
    available = Math.min(BUCKET.maximumAvailable, available + ((now() - at) / 1000) * BUCKET.restoreRate);
    at = now();
  };
  return {
    /** Takes a cost; false where there is not enough. */
    take: (cost: number) => { refill(); if (cost > available) return false; available -= cost; return true; },
    status: () => { refill(); return { ...BUCKET, currentlyAvailable: Math.floor(available) }; },
    /** Gives back what was asked for but not used. */
    giveBack: (cost: number) => { available = Math.min(BUCKET.maximumAvailable, available + cost); },
  };
}
