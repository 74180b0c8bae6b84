import * as z from "zod/mini";

/** Why something was refused. `say` is the app's own sentence; null where the app could not be reached or understood. */
export interface Fault {
  readonly code: string;
  readonly say: string | null;
}

export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

const Refusal = z.object({ ok: z.literal(false), error: z.object({ code: z.string(), say: z.string() }) });
const Success = z.object({ ok: z.literal(true), result: z.unknown() });
const RETRY = "x-shopify-retry-invalid-session-request";
const UNREACHABLE: Fault = { code: "unreachable", say: null };

/** Asks the app: a GET, or a POST where there is a body. The admin's fetch adds the app's address and a session token. Never throws. */
export async function ask<T>(route: string, schema: z.ZodMiniType<T>, body?: object): Promise<Asked<T>> {
  try {
    const response = await sent(route, body);
    const answer: unknown = await response.json();
    const refusal = Refusal.safeParse(answer);
    if (refusal.success) return { ok: false, fault: refusal.data.error };
    return { ok: true, value: schema.parse(Success.parse(answer).result) };
  } catch {
    return { ok: false, fault: UNREACHABLE };
  }
}

/** A token lives for a minute: one that ended on its way is asked for once more. */
async function sent(route: string, body: object | undefined): Promise<Response> {
  const once = () => fetch(`/extensions/${route}`, body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {});
  const response = await once();
  return response.status === 401 && response.headers.get(RETRY) === "1" ? once() : response;
}
