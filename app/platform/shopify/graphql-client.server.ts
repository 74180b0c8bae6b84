import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import type { Budget } from "./budget.server.ts";
import { DOCUMENTS, type DocumentName } from "./documents.ts";
import type { Tokens } from "./tokens.server.ts";
import type { Secret } from "#app/core/secret.ts";

/** How often a query is sent again before it fails: throttled ones were not executed, so they count apart. */
const TRIES = 4;
const THROTTLED_TRIES = 30;
const TIMEOUT_MS = 20_000;
/** Shopify asks for a pause in seconds; a longer one than this is a fault. */
const LONGEST_PAUSE_MS = 30_000;

const Envelope = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })).optional(),
  extensions: z.object({
    cost: z.object({
      requestedQueryCost: z.number(), actualQueryCost: z.number().nullish(),
      throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
    }).optional(),
  }).optional(),
});
type Envelope = z.output<typeof Envelope>;

export interface GraphqlParts {
  readonly shop: string;
  readonly version: string;
  readonly tokens: Tokens;
  readonly shopFetch: typeof fetch;
  /** The points of the shop, shared by all processes. */
  readonly budget: Budget;
}

/**
 * Sends one of DOCUMENTS and parses the answer, as soon as the shop's bucket has points for it. Queries alone are sent
 * again: throttled ones (also 429) after the pause that Shopify asks for, network faults and 5xx after one of ours. A
 * mutation is sent once. Whoever ordered it comes back later, looks first at what there is, and goes on from that.
 * Throws shop_throttled, shop_unavailable, shop_disconnected or shop_refused.
 */
export async function sendDocument<S extends z.ZodType>(parts: GraphqlParts, name: DocumentName, variables: Record<string, unknown>, schema: S): Promise<z.output<S>> {
  const repeatable = DOCUMENTS[name].startsWith("query");
  let token = await parts.tokens.token(parts.shop);
  let renewed = false;
  let faults = 0;
  for (let pauses = 0; ;) {
    const taken = await parts.budget.take(parts.shop, sizeOf(name, variables));
    const sent = await post(parts, token, name, variables).catch((error: unknown) => {
      if (!repeatable || ++faults >= TRIES) throw new AppError("shop_unavailable", `${name}: no answer`, { cause: error });
      return undefined;
    });
    if (!sent) { await wait(backoffMs(faults)); continue; }
    const cost = sent.body?.extensions?.cost;
    if (cost) await taken.settle(cost.throttleStatus, { requested: cost.requestedQueryCost, actual: cost.actualQueryCost ?? null });
    if (sent.status === 401) {
      if (renewed) throw new AppError("shop_disconnected", `${name}: token refused twice`);
      renewed = true;
      token = await parts.tokens.token(parts.shop, token);
      continue;
    }
    const pause = pauseOf(sent);
    if (pause !== undefined) {
      if (!repeatable || ++pauses > THROTTLED_TRIES) throw new AppError("shop_throttled", `${name}: throttled${repeatable ? ` ${pauses} times` : ""}`);
      await wait(pause);
      continue;
    }
    if (sent.status >= 500) {
      if (!repeatable || ++faults >= TRIES) throw new AppError("shop_unavailable", `${name}: status ${sent.status}`);
      await wait(backoffMs(faults));
      continue;
    }
    return parsed(name, sent, schema);
  }
}

/** A document with what decides its price: how many things it asks for. */
function sizeOf(name: DocumentName, variables: Record<string, unknown>): string {
  const sizes = Object.entries(variables).flatMap(([key, value]) => (Array.isArray(value) ? [`${key}=${value.length}`] : typeof value === "number" ? [`${key}=${value}`] : []));
  return [name, ...sizes].join(" ");
}

interface Sent {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Envelope | undefined;
}

async function post(parts: GraphqlParts, token: Secret, name: DocumentName, variables: Record<string, unknown>): Promise<Sent> {
  const response = await parts.shopFetch(`https://${parts.shop}/admin/api/${parts.version}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": token.reveal() },
    body: JSON.stringify({ query: DOCUMENTS[name], variables, operationName: name }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, retryAfter: response.headers.get("retry-after"), body: response.ok ? Envelope.parse(JSON.parse(text)) : undefined };
}

/** How long Shopify wants us to wait, in ms; undefined when it did the work. Retry-After is in seconds. */
function pauseOf({ status, retryAfter, body }: Sent): number | undefined {
  if (status === 429) return Math.min(Math.max(Number(retryAfter ?? "1") || 1, 0.1) * 1000, LONGEST_PAUSE_MS);
  if (!body?.errors?.some((error) => error.extensions?.code === "THROTTLED")) return undefined;
  const cost = body.extensions?.cost;
  if (!cost) return 1000;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.min(Math.max(missing / cost.throttleStatus.restoreRate, 0.1) * 1000 + 50, LONGEST_PAUSE_MS);
}

function parsed<S extends z.ZodType>(name: DocumentName, { status, body }: Sent, schema: S): z.output<S> {
  if (!body) throw new AppError("shop_refused", `${name}: status ${status}`);
  const errors = body.errors ?? [];
  if (errors.some((error) => error.extensions?.code === "ACCESS_DENIED")) throw new AppError("shop_refused", `${name}: access denied`, { say: "Piccaso lacks a permission in this shop. Open the app again to grant it." });
  if (errors.length) throw new AppError("shop_refused", `${name}: ${errors.map((error) => error.message).join("; ").slice(0, 300)}`);
  const result = schema.safeParse(body.data);
  if (!result.success) throw new AppError("shop_unavailable", `${name}: an answer of another shape`, { cause: result.error });
  return result.data;
}

function backoffMs(faults: number): number {
  return 200 * 2 ** faults;
}
