import type { ActionFunctionArgs } from "@remix-run/node";
import { openWebhookDoor } from "#app/features/privacy/webhook-door.server.ts";
import { verifyWebhook } from "#app/platform/shopify/webhook.server.ts";
import { web } from "./process.server.ts";

const receive = openWebhookDoor(web.context, web.queue.sendAsSystem);

/** Every webhook of Shopify: verified, stored, acknowledged. The work is a job. */
export async function action({ request }: ActionFunctionArgs) {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_OLD } = web.env;
  const verdict = await verifyWebhook(request, SHOPIFY_API_SECRET_OLD ? [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_OLD] : [SHOPIFY_API_SECRET]);
  if (!verdict.ok) return new Response(null, { status: verdict.status });
  try {
    await receive(verdict.webhook);
  } catch (error) {
    web.context.log.error({ error, topic: verdict.webhook.topic }, "a webhook could not be stored; Shopify will send it again");
    return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  }
  return new Response(null, { status: 200 });
}

/** Remix answers a GET of a route without a loader with 400; a webhook address has only POST. */
export function loader() {
  return new Response(null, { status: 405, headers: { allow: "POST" } });
}
