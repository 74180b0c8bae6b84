import { z } from "zod";

/** Where Shopify runs the extensions of the admin. */
export const EXTENSION_ORIGIN = "https://extensions.shopifycdn.com";
const PLAIN_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const Answer = z.discriminatedUnion("ok", [z.object({ ok: z.literal(true), result: z.unknown() }), z.object({ ok: z.literal(false), error: z.object({ code: z.string(), say: z.string() }) })]);

/** What came back, with whether the extensions' origin may read it. */
export interface ExtensionAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: z.output<typeof Answer>;
}

/** Asks the app as an extension's fetch does: another origin, and a session token in its header. */
export async function askApp(address: string, token: string | null, body?: object): Promise<ExtensionAnswer> {
  const response = await fetch(address, {
    redirect: "manual", method: body ? "POST" : "GET",
    headers: { "origin": EXTENSION_ORIGIN, "user-agent": PLAIN_AGENT, ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: Answer.parse(await response.json()) };
}
