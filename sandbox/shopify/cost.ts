import {
  GraphQLInt, getNamedType, isInterfaceType, isObjectType, isUnionType, Kind, OperationTypeNode, valueFromAST,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLNamedType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode,
} from "graphql";

/** A bucket as Shopify's: it holds so much, and so much comes back each second. */
export const BUCKET = { maximumAvailable: 2000, restoreRate: 100 };

const MUTATION = 10;
const CONNECTION = 2;

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What a document may cost at most (shopify.dev, API limits): a mutation 10, an object 1, a connection
 * 2 and its nodes as many times as were asked for; scalars and the parts of a page are free.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const cost = document.definitions.reduce((sum, one) => (one.kind === Kind.OPERATION_DEFINITION ? sum + operationCost({ schema, fragments, variables }, one) : sum), 0);
  return Math.max(1, cost);
}

function operationCost(scope: Scope, operation: OperationDefinitionNode): number {
  const root = operation.operation === OperationTypeNode.MUTATION ? scope.schema.getMutationType() : scope.schema.getQueryType();
  if (!root) return 0;
  const fields = selectionCost(scope, operation.selectionSet, root);
  return operation.operation === OperationTypeNode.MUTATION ? fields + (MUTATION - 1) * operation.selectionSet.selections.length : fields;
}

/** Of an interface only one concrete type can come, so its fragments count as the dearest of them. */
function selectionCost(scope: Scope, set: SelectionSetNode, parent: GraphQLNamedType): number {
  let fields = 0;
  let dearest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) { fields += fieldCost(scope, selection, parent); continue; }
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
    const type = scope.schema.getType(inner?.typeCondition?.name.value ?? parent.name);
    if (inner && type) dearest = Math.max(dearest, selectionCost(scope, inner.selectionSet, type));
  }
  return fields + dearest;
}

function fieldCost(scope: Scope, node: FieldNode, parent: GraphQLNamedType): number {
  const type = fieldType(parent, node.name.value);
  if (!type || !node.selectionSet || type.name === "PageInfo") return 0;
  const inside = selectionCost(scope, node.selectionSet, type);
  if (type.name.endsWith("Connection")) return CONNECTION + sizeOf(scope, node) * inside;
  return countOf(scope, node) * (1 + inside);
}

function fieldType(parent: GraphQLNamedType, name: string): GraphQLNamedType | undefined {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  const type = field && getNamedType(field.type);
  return isObjectType(type) || isInterfaceType(type) || isUnionType(type) ? type : undefined;
}

function sizeOf(scope: Scope, node: FieldNode): number {
  const size = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  return size ? Number(valueFromAST(size.value, GraphQLInt, scope.variables) ?? 1) : 1;
}

/** nodes(ids:) gives as many objects as ids. */
function countOf(scope: Scope, node: FieldNode): number {
  const ids = node.arguments?.find(({ name }) => name.value === "ids")?.value;
  const given = ids?.kind === Kind.VARIABLE ? scope.variables[ids.name.value] : undefined;
  return Array.isArray(given) ? given.length : 1;
}

/** What an answer really cost: its objects. The rest of what was asked for is given back. */
export function actualCost(data: unknown): number {
  if (Array.isArray(data)) return data.reduce((sum: number, entry: unknown) => sum + (typeof entry === "object" && entry !== null ? 1 : 0) + actualCost(entry), 0);
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce((sum: number, value: unknown) => sum + (typeof value === "object" && value !== null && !Array.isArray(value) ? 1 : 0) + actualCost(value), 0);
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
