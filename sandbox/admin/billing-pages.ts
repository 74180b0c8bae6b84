import { STORE, type Parts } from "../parts.ts";
import { answerOrder, changePlan, HOSTED, PlanChange } from "../shopify/billing.ts";
import { activeOf } from "../shopify/subscriptions.ts";
import { escaped } from "./layout.ts";
import { plain } from "./pages.ts";

const AFTER = `/store/${STORE}/apps/piccaso/app/settings/plan`;

/** The page of plans that Shopify hosts. */
export function plansPage(parts: Parts): string {
  const active = activeOf(parts)?.handle ?? "free";
  const cards = HOSTED.map(({ handle, name, dollars, trialDays, says }) => `<div class="card"><h2>${name}, ${dollars ? `$${dollars} a month` : "no cost"}</h2><p>${says}</p>${trialDays ? `<p class="muted">${trialDays} days to try</p>` : ""}
${handle === active ? "<p><b>Your plan</b></p>" : `<form method="post"><input type="hidden" name="handle" value="${handle}"><button class="button primary">Approve ${name}</button></form>`}</div>`).join("");
  return plain("Plans of Piccaso", "", `${cards}<p><a class="button" href="${AFTER}">Back without a change</a></p><p class="muted">Charges of this sandbox are tests: no money moves.</p>`);
}

/** The page on which a person approves an order of the Billing API. */
export function approvalPage(parts: Parts, number: string): string | undefined {
  const order = parts.state.subscriptions.get(`gid://shopify/AppSubscription/${number}`);
  if (!order) return undefined;
  const button = (answer: string, text: string, look: string) => `<form method="post" style="display:inline-block;margin-right:8px"><input type="hidden" name="answer" value="${answer}"><button class="button ${look}">${text}</button></form>`;
  return plain("Approve the subscription", "", `<div class="card"><h2>Piccaso, ${escaped(order.name)}</h2><p>$${order.dollars.toFixed(2)} every 30 days${order.trialDays ? `, after ${order.trialDays} days to try` : ""}.</p>${button("approve", "Approve", "primary")}${button("decline", "Decline", "")}</div>`);
}

/** What happens to subscriptions behind the scenes. */
export function billingPage(parts: Parts): string {
  const button = (what: string, text: string) => `<form method="post" style="display:inline-block;margin:0 8px 8px 0"><input type="hidden" name="do" value="${what}"><button class="button">${text}</button></form>`;
  const rows = parts.state.subscriptions.all().reverse().map(({ name, status, test, createdAt }) => `<tr><td>${escaped(name)}</td><td>${status.toLowerCase()}</td><td>${test ? "test" : "real"}</td><td>${new Date(createdAt).toISOString().slice(0, 16).replace("T", " ")}</td></tr>`).join("");
  return plain("Billing", "/billing", `<div class="card"><p><a class="button" href="/store/${STORE}/charges/piccaso/pricing_plans">Plans of Piccaso</a></p>${button("freeze", "Freeze: the shop does not pay")}${button("thaw", "Paid again")}${button("cancel", "Cancel now")}${button("cancel-at-end", "Cancel at the end of the period")}</div>
<div class="card"><table><thead><tr><th>Subscription</th><th>State</th><th>Charge</th><th>Since (UTC)</th></tr></thead><tbody>${rows || '<tr><td colspan="4">None yet.</td></tr>'}</tbody></table></div>`);
}

/** What a form of one of these pages does; gives where to go on. */
export async function decidePlan(parts: Parts, path: string, read: (name: string) => string): Promise<string> {
  const number = /^\/charges\/confirm\/(\d+)$/.exec(path)?.[1];
  if (number) return answerOrder(parts, number, read("answer") === "approve");
  if (path === "/billing") {
    await changePlan(parts, PlanChange.parse({ do: read("do") }));
    return `/store/${STORE}/billing`;
  }
  await changePlan(parts, PlanChange.parse({ do: "choose", handle: read("handle") }));
  return `${AFTER}?plan_handle=${encodeURIComponent(read("handle"))}`;
}
