import fs from "node:fs";
import { buildSchema, execute, parse, validate, type DocumentNode } from "graphql";
import { z } from "zod";
import type { Parts } from "../parts.ts";
import { actualCost, costOf, createBucket } from "./cost.ts";
import { tokenAlive } from "./oauth.ts";
import { createRoot } from "./resolvers.ts";

const schema = buildSchema(fs.readFileSync(new URL("./schema.graphql", import.meta.url), "utf8"));
const Body = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish(), operationName: z.string().nullish() });

/** One query may not ask for more, whatever the bucket holds. */
const MOST_COST = 1000;

// Interfaces are told apart by what the resolvers name.
for (const name of ["Node", "Media", "File"]) {
  const type = schema.getType(name);
  if (type && "resolveType" in type) type.resolveType = (value: unknown) => z.object({ __typename: z.string() }).parse(value).__typename;
}

/** The Admin GraphQL API, executed on the published schema reduced to what the app uses, with costs and throttling. */
export function createGraphql(parts: Parts) {
  const bucket = createBucket();
  const root = createRoot(parts);
  return async (request: Request): Promise<Response> => {
    const body = Body.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return Response.json({ errors: "Bad Request" }, { status: 400 });
    const name = body.data.operationName ?? "unnamed";
    const fault = await parts.faults.draw("graphql", name);
    if (fault === "429") return Response.json({ errors: "Too Many Requests" }, { status: 429, headers: { "retry-after": "1" } });
    if (fault === "500") return Response.json({ errors: "Internal Server Error" }, { status: 500 });
    if (fault === "expired-token" || !tokenAlive(parts, request.headers.get("x-shopify-access-token") ?? "")) {
      return Response.json({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" }, { status: 401 });
    }
    let document: DocumentNode;
    try {
      document = parse(body.data.query);
    } catch (error) {
      return Response.json({ errors: [{ message: String(error) }] });
    }
    const problems = validate(schema, document);
    if (problems.length) return Response.json({ errors: problems.map(({ message }) => ({ message: `${message} (the sandbox knows only what the app uses; run scripts/reduce-schema.ts after adding a document)`, extensions: { code: "undefinedField" } })) });
    const variables = body.data.variables ?? {};
    const cost = costOf(schema, document, variables);
    if (cost > MOST_COST) return Response.json({ errors: [{ message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_COST}).`, extensions: { code: "MAX_COST_EXCEEDED" } }] });
    if (fault === "throttled" || !bucket.take(cost)) return throttled(cost, bucket.status());
    const result = await execute({ schema, document, rootValue: root, variableValues: variables, operationName: body.data.operationName ?? null });
    const counted = parts.calls.get(name) ?? { count: 0, cost: 0 };
    const actual = Math.min(cost, actualCost(result.data) + (document.definitions.some((one) => one.kind === "OperationDefinition" && one.operation === "mutation") ? 10 : 0));
    bucket.giveBack(cost - actual);
    parts.calls.set(name, { count: counted.count + 1, cost: counted.cost + actual });
    if (fault === "lost-answer") return new Response(null, { status: 599 });
    return Response.json({ ...result, extensions: { cost: { requestedQueryCost: cost, actualQueryCost: actual, throttleStatus: bucket.status() } } });
  };
}

function throttled(cost: number, throttleStatus: object): Response {
  return Response.json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: { cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus } } });
}
