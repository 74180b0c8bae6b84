import fs from "node:fs";
import { buildSchema, execute, getOperationAST, isInterfaceType, isUnionType, Kind, OperationTypeNode, parse, validate, type DocumentNode } from "graphql";
import { z } from "zod";
import { SHOP, type Parts } from "../parts.ts";
import { accessDenied } from "./access.ts";
import { startBulk } from "./bulk.ts";
import { actualCost, costOf, createBucket } from "./cost.ts";
import { tokenAlive } from "./oauth.ts";
import { createRoot } from "./resolvers.ts";

const schema = buildSchema(fs.readFileSync(new URL("./schema.graphql", import.meta.url), "utf8"));
const Body = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish(), operationName: z.string().nullish() });
const VERSIONS = ["2026-07", "2026-10"];

/** One query may not ask for more, whatever the bucket holds. */
const MOST_COST = 1000;

// Interfaces and unions are told apart by what the resolvers name.
for (const type of Object.values(schema.getTypeMap())) {
  if (isInterfaceType(type) || isUnionType(type)) type.resolveType = (value: unknown) => z.object({ __typename: z.string() }).parse(value).__typename;
}

/** The Admin GraphQL API, executed on the published schema reduced to what the app uses, with costs, throttling and scopes. */
export function createGraphql(parts: Parts) {
  const bucket = createBucket();
  const root: Record<string, unknown> = {
    ...createRoot(parts),
    // A bulk operation reads the catalog as it is when it begins.
    bulkOperationRunQuery: ({ query }: { query: string }) => { const now = parts.state.products.all(); return startBulk(parts, schema, createRoot(parts, () => now), query); },
  };

  async function answer(document: DocumentNode, body: z.output<typeof Body>, throttle: boolean): Promise<Response> {
    const name = operationName(document, body.operationName);
    const problems = validate(schema, document);
    if (problems.length) return Response.json({ errors: problems.map(({ message }) => ({ message: `${message} (the sandbox knows only what the app uses; run scripts/reduce-schema.ts after adding a document)`, extensions: { code: "undefinedField" } })) });
    const variables = body.variables ?? {};
    const cost = costOf(schema, document, variables);
    if (cost > MOST_COST) return Response.json({ errors: [{ message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_COST}).`, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MOST_COST } }] });
    if (throttle || !bucket.take(cost)) return throttled(cost, bucket.status());
    const denied = accessDenied(document, parts.settings.scopes);
    if (denied) return Response.json({ data: null, errors: [denied] });
    const mutates = document.definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION);
    const run = async () => execute({ schema, document, rootValue: root, variableValues: variables, operationName: body.operationName ?? null });
    const result = mutates ? await parts.state.exclusive(run) : await run();
    const actual = Math.min(cost, actualCost(result.data) + (mutates ? 10 : 0));
    bucket.giveBack(cost - actual);
    const counted = parts.calls.get(name) ?? { count: 0, cost: 0 };
    parts.calls.set(name, { count: counted.count + 1, cost: counted.cost + actual });
    return Response.json({ ...result, extensions: { cost: { requestedQueryCost: cost, actualQueryCost: actual, throttleStatus: bucket.status() } } });
  }

  return async (request: Request, version: string): Promise<Response> => {
    if (!VERSIONS.includes(version) || (request.headers.get("x-sandbox-shop") ?? SHOP) !== SHOP) return Response.json({ errors: "Not Found" }, { status: 404 });
    if (request.method !== "POST") return Response.json({ errors: "Method Not Allowed" }, { status: 405 });
    const body = Body.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return Response.json({ errors: { query: "Required parameter missing or invalid" } }, { status: 400 });
    let document: DocumentNode;
    try {
      document = parse(body.data.query);
    } catch (error) {
      return Response.json({ errors: [{ message: String(error) }] });
    }
    const fault = await parts.faults.draw("graphql", operationName(document, body.data.operationName));
    if (fault === "429") return Response.json({ errors: "Too Many Requests" }, { status: 429, headers: { "retry-after": "1" } });
    if (fault === "500") return Response.json({ errors: "Internal Server Error" }, { status: 500 });
    if (fault === "expired-token" || !tokenAlive(parts, request.headers.get("x-shopify-access-token") ?? "")) {
      return Response.json({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" }, { status: 401 });
    }
    const response = await answer(document, body.data, fault === "throttled");
    return fault === "lost-answer" ? new Response(null, { status: 599 }) : response;
  };
}

function operationName(document: DocumentNode, given: string | null | undefined): string {
  return given ?? getOperationAST(document)?.name?.value ?? "unnamed";
}

function throttled(cost: number, throttleStatus: object): Response {
  return Response.json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/limits" } }], extensions: { cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus } } });
}
