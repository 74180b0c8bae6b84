import { createWriteStream } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { once } from "node:events";
import { execute, Kind, OperationTypeNode, parse, validate, visit, type ArgumentNode, type DocumentNode, type FieldNode, type GraphQLSchema } from "graphql";
import { z } from "zod";
import type { Parts } from "../parts.ts";
import type { Operation } from "../state.ts";
import { sendWebhook } from "./webhooks.ts";

/** Bulk queries that an app may have running in a shop (2026-01 and later). */
const MOST_RUNNING = 5;
/** Things of one page, of the root and within each. */
const PAGE = 250;

const Connection = z.object({ edges: z.array(z.object({ node: z.record(z.string(), z.unknown()) })) });
const RootPage = Connection.extend({ pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) });
type Connection = z.output<typeof Connection>;

const running = new WeakMap<Parts, Set<string>>();

/** bulkOperationRunQuery: takes the query, and runs it over the shop's own catalog in the background. */
export async function startBulk(parts: Parts, schema: GraphQLSchema, root: Record<string, unknown>, query: string): Promise<object> {
  const refused = (code: string, message: string) => ({ bulkOperation: null, userErrors: [{ code, field: ["query"], message }] });
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refused("INVALID", String(error));
  }
  const [problem] = validate(schema, document);
  if (problem) return refused("INVALID", problem.message);
  const own = running.get(parts) ?? new Set<string>();
  running.set(parts, own);
  if (own.size >= MOST_RUNNING) return refused("OPERATION_IN_PROGRESS", "A bulk query operation for this app and shop is already in progress.");
  const id = `gid://shopify/BulkOperation/${await parts.state.next("operation")}`;
  const operation: Operation = { id, status: "RUNNING", errorCode: null, fileName: `${id.replace(/\D/g, "")}.jsonl`, objects: 0, createdAt: new Date().toISOString(), completedAt: null };
  await parts.state.operations.put(id, operation);
  own.add(id);
  produce(parts, schema, root, paged(document), operation).catch((error: unknown) => { if (!parts.closing.aborted) console.error("sandbox: a bulk operation failed", error); }).finally(() => own.delete(id));
  return { bulkOperation: bulkNode(parts, operation), userErrors: [] };
}

/** bulkOperation(id:); one that an earlier process was running has failed. */
export function bulkState(parts: Parts, id: string): object | null {
  const operation = parts.state.operations.get(id);
  if (!operation) return null;
  const lost = operation.status === "RUNNING" && !running.get(parts)?.has(id);
  return bulkNode(parts, lost ? { ...operation, status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", objects: 0 } : operation);
}

/** Where the file of an operation lies. */
export function bulkFile(parts: Parts, fileName: string): string {
  return path.join(parts.folder, "bulk", path.basename(fileName));
}

function bulkNode(parts: Parts, { id, status, errorCode, fileName, objects }: Operation): object {
  const url = objects > 0 ? `${parts.origin()}/bulk/${fileName}` : null;
  return { __typename: "BulkOperation", id, status, errorCode, url: status === "COMPLETED" ? url : null, partialDataUrl: status === "FAILED" ? url : null };
}

async function produce(parts: Parts, schema: GraphQLSchema, root: Record<string, unknown>, document: DocumentNode, operation: Operation): Promise<void> {
  const fault = await parts.faults.draw("bulk", "run");
  const most = fault === "failed-bulk" ? Math.ceil(parts.state.products.all().length / 2) : Infinity;
  const file = bulkFile(parts, operation.fileName);
  await fs.mkdir(path.dirname(file), { recursive: true });
  const out = createWriteStream(file);
  let objects = 0;
  let roots = 0;
  for (let after: string | null = null, more = true; more && roots < most;) {
    const { data, errors } = await execute({ schema, document, rootValue: root, variableValues: { after } });
    if (errors?.length) throw new Error(errors[0]?.message);
    const page: z.output<typeof RootPage> = RootPage.parse(Object.values(data ?? {})[0]);
    const lines = [...linesOf({ edges: page.edges.slice(0, most - roots) }, null)];
    roots += page.edges.length;
    objects += lines.length;
    if (lines.length > 0 && !out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  out.end();
  await once(out, "close");
  if (parts.closing.aborted) return;
  const ended: Operation = { ...operation, objects, status: most === Infinity ? "COMPLETED" : "FAILED", errorCode: most === Infinity ? null : "INTERNAL_SERVER_ERROR", completedAt: new Date().toISOString() };
  await parts.state.operations.put(operation.id, ended);
  await sendWebhook(parts, "bulk_operations/finish", { admin_graphql_api_id: ended.id, completed_at: ended.completedAt, created_at: ended.createdAt, error_code: ended.errorCode?.toLowerCase() ?? null, status: ended.status.toLowerCase(), type: "query" });
}

/** The nodes of a connection as lines: children follow their parent, and name it. */
function* linesOf({ edges }: Connection, parent: string | null): Generator<string> {
  for (const { node } of edges) {
    const inside = Object.entries(node).map(([key, value]) => [key, Connection.safeParse(value)] as const);
    const own = Object.fromEntries(Object.entries(node).filter((_one, index) => !inside[index]?.[1].success));
    yield JSON.stringify(parent === null ? own : { ...own, __parentId: parent });
    for (const [, connection] of inside) if (connection.success) yield* linesOf(connection.data, String(node["id"]));
  }
}

/** A bulk query names no pages: the root is read page by page, and what lies within it in one. */
function paged(document: DocumentNode): DocumentNode {
  let depth = 0;
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, operation: OperationTypeNode.QUERY, variableDefinitions: [{ kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name: nameNode("after") }, type: { kind: Kind.NAMED_TYPE, name: nameNode("String") } }] }),
    Field: {
      enter(node) {
        if (!isConnection(node)) return undefined;
        depth += 1;
        const args: ArgumentNode[] = [{ kind: Kind.ARGUMENT, name: nameNode("first"), value: { kind: Kind.INT, value: String(PAGE) } }];
        if (depth > 1 || !node.selectionSet) return { ...node, arguments: args };
        const [info] = parse("{ pageInfo { hasNextPage endCursor } }").definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : []));
        const after: ArgumentNode = { kind: Kind.ARGUMENT, name: nameNode("after"), value: { kind: Kind.VARIABLE, name: nameNode("after") } };
        return { ...node, arguments: [...args, after], selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, ...(info ? [info] : [])] } };
      },
      leave(node) {
        if (isConnection(node)) depth -= 1;
      },
    },
  });
}

function isConnection({ selectionSet }: FieldNode): boolean {
  return selectionSet?.selections.some((one) => one.kind === Kind.FIELD && one.name.value === "edges") ?? false;
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}
