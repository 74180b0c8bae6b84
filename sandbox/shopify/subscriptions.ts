import type { Subscription } from "../state.ts";
import type { Parts } from "../parts.ts";

/** What an uninstall does: nothing is charged any more. */
export async function endAll(parts: Parts): Promise<void> {
  for (const one of parts.state.subscriptions.all()) if (one.status === "ACTIVE" || one.status === "FROZEN") await parts.state.subscriptions.put(one.id, { ...one, status: "CANCELLED" });
}

/** The subscription that counts. */
export function activeOf(parts: Parts): Subscription | undefined {
  return parts.state.subscriptions.all().find(({ status }) => status === "ACTIVE");
}
