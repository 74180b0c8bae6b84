import type { Call, Provider } from "../provider.ts";
import { bflErrors } from "./errors.ts";
import { poll } from "./poll.ts";
import { submit } from "./submit.ts";

/** What a key of the sandbox has bought, in credits. */
const BOUGHT = 10_000;
const CREDIT_MICROS = 10_000;

async function credits({ parts, key }: Call): Promise<Response> {
  const spent = parts.state.charges.all().filter(({ provider, keyHash }) => provider === "bfl" && keyHash === key.hash).reduce((sum, { micros }) => sum + micros, 0);
  return Response.json({ credits: key.noQuota ? 0 : Math.max(0, BOUGHT - spent / CREDIT_MICROS) });
}

/** The stand-in of api.bfl.ai. */
export const bfl: Provider = {
  name: "bfl",
  base: "/bfl",
  errors: bflErrors,
  keyHeader: "x-key",
  keyIn: (request) => request.headers.get("x-key") ?? undefined,
  headers: ({ requestId }) => ({ "x-request-id": requestId }),
  operations: [
    { name: "credits", method: "GET", path: /^\/v1\/credits$/, says: "/v1/credits", paid: false, run: credits },
    { name: "poll", method: "GET", path: /^\/v1\/get_result$/, says: "/v1/get_result?id=", paid: false, run: poll },
    { name: "submit", method: "POST", path: /^\/v1\/([\w./-]+)$/, says: "/v1/{model}", paid: true, run: submit },
  ],
};
