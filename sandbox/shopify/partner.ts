import fs from "node:fs";
import { buildSchema, execute, parse, validate } from "graphql";
import { z } from "zod";
import type { Parts } from "../parts.ts";
import { activeOf } from "./subscriptions.ts";

const schema = buildSchema(fs.readFileSync(new URL("./partner-schema.graphql", import.meta.url), "utf8"));
const Body = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });
const DAY_MS = 86_400_000;
/** The access token of the one Partner API client. */
export const PARTNER_TOKEN = "partner-token";

/** The Partner API, executed on the published schema reduced to what the app asks: it knows hosted plans alone, and a frozen one not at all. */
export async function askPartner(parts: Parts, request: Request, version: string): Promise<Response> {
  const fault = await parts.faults.draw("graphql", "ActiveSubscription");
  if (fault === "500") return Response.json({ errors: "Internal Server Error" }, { status: 500 });
  if (version !== "2026-07") return Response.json({ errors: "Not Found" }, { status: 404 });
  if (request.headers.get("x-shopify-access-token") !== PARTNER_TOKEN) return Response.json({ errors: [{ message: "Unauthorized" }] }, { status: 401 });
  const body = Body.safeParse(await request.json().catch(() => undefined));
  if (!body.success) return Response.json({ errors: "Bad Request" }, { status: 400 });
  const document = parse(body.data.query);
  const problems = validate(schema, document);
  if (problems.length) return Response.json({ errors: problems.map(({ message }) => ({ message })) });
  return Response.json(await execute({ schema, document, variableValues: body.data.variables ?? {}, rootValue: { activeSubscription: (asked: unknown) => answer(parts, asked) } }));
}

function answer(parts: Parts, asked: unknown): object | null {
  const { appId, shopId } = z.object({ appId: z.string(), shopId: z.string() }).parse(asked);
  const active = activeOf(parts);
  if (appId !== "gid://partners/App/1" || shopId !== "gid://partners/Shop/1" || !active?.handle) return null;
  const { handle, createdAt, trialDays, periodEnd, cancelAtEnd, id } = active;
  return {
    legacySubscriptionId: id, billingPeriod: "EVERY_30_DAYS", cancelAtEndOfCycle: cancelAtEnd, trialEndsAt: trialDays ? new Date(createdAt + trialDays * DAY_MS).toISOString() : null,
    currentBillingCycle: { endTime: new Date(periodEnd).toISOString() }, items: [{ handle }], pendingUpdate: null,
  };
}
