import { providerUrls } from "../environment.ts";
import type { Parts } from "../parts.ts";
import { KEY_STARTS, KEY_TRAITS, type ProviderName } from "../providers/keys.ts";
import { ledgerOf } from "../providers/ledger.ts";
import { MAGIC } from "../providers/magic.ts";
import { escaped } from "./layout.ts";
import { plain } from "./pages.ts";

const NAMES: Readonly<Record<ProviderName, string>> = { openai: "OpenAI", gemini: "Google Gemini", bfl: "Black Forest Labs (Flux)" };
const SHOWN = 50;

/** Keys and prompts to try, and what was charged. */
export function providersPage(parts: Parts): string {
  return plain("Image providers", "/providers", `<div class="card"><h2>Stand-ins of three image providers</h2><p>This sandbox answers in the place of OpenAI, Google Gemini and Black Forest Labs. No picture is made by a model, no money is spent, and no key of yours belongs here. Pictures are drawn by this project from what is sent, and carry the word <i>sandbox</i>.</p></div>
${keysCard(providerUrls(parts.origin()))}${magicCard()}${ledgerCards(parts)}<script src="/_sandbox/copy.js"></script>`);
}

function keysCard(urls: Readonly<Record<ProviderName, string>>): string {
  const rows = (["openai", "gemini", "bfl"] as const).map((name) => {
    const key = `${KEY_STARTS[name]}${name}-0001`;
    return `<tr><td>${NAMES[name]}</td><td><code>${key}</code></td><td><button type="button" class="button" data-copy="${key}" aria-label="Copy the key for ${NAMES[name]}">Copy</button></td><td><code>${escaped(urls[name])}</code></td></tr>`;
  }).join("");
  const traits = Object.entries(KEY_TRAITS).map(([trait, says]) => `<li><code>${trait}</code> ${escaped(says)}</li>`).join("");
  return `<div class="card"><h2>Keys to try</h2><table><thead><tr><th>Provider</th><th>Key</th><th><span hidden>Copy</span></th><th>Address</th></tr></thead><tbody>${rows}</tbody></table><p>Whatever else follows the beginning works too. With one of these in it, a key</p><ul>${traits}</ul></div>`;
}

function magicCard(): string {
  const rows = Object.entries(MAGIC).map(([word, says]) => `<tr><td><code>${escaped(word)}</code></td><td>${escaped(says)}</td><td><button type="button" class="button" data-copy="${escaped(word)}" aria-label="Copy ${escaped(word)}">Copy</button></td></tr>`).join("");
  return `<div class="card"><h2>Words for a prompt</h2><p>A request whose prompt has one of these</p><table><tbody>${rows}</tbody></table><p class="muted">Scenes follow words such as oak, marble, linen, beach, snow, autumn, blossom, night, morning light, plinth, flat lay, plants, candles, lemon, and colours.</p></div>`;
}

function ledgerCards(parts: Parts): string {
  const { entries, total, byProvider, byKey, byModel } = ledgerOf(parts.state.charges.all());
  const sums = [["All", total] as const, ...Object.entries(byProvider), ...Object.entries(byKey), ...Object.entries(byModel)].map(([name, { micros, count }]) => `<tr><td>${escaped(name)}</td><td>${count}</td><td>${dollars(micros)}</td></tr>`).join("");
  const latest = entries.slice(-SHOWN).reverse().map(({ at, provider, keyLast4, model, kind, micros }) => `<tr><td>${escaped(at.slice(0, 19).replace("T", " "))}</td><td>${provider}</td><td>…${escaped(keyLast4)}</td><td>${escaped(model)}</td><td>${kind}</td><td>${dollars(micros)}</td></tr>`).join("");
  const leaks = parts.providers.leaks.map(({ at, path, header, keyLast4 }) => `<li>${escaped(at)}: …${escaped(keyLast4)} in <code>${escaped(header)}</code> to <code>${escaped(path)}</code></li>`).join("");
  return `${leaks ? `<div class="card"><h2>Keys that were sent where they do not belong</h2><ul>${leaks}</ul></div>` : ""}<div class="card"><h2>What was charged</h2><table><thead><tr><th>Provider, key or model</th><th>Requests</th><th>Sandbox dollars</th></tr></thead><tbody>${sums}</tbody></table></div>
<div class="card"><h2>Latest charges</h2><table><thead><tr><th>Time (UTC)</th><th>Provider</th><th>Key</th><th>Model</th><th>Kind</th><th>Sandbox dollars</th></tr></thead><tbody>${latest || '<tr><td colspan="6">Nothing was charged yet.</td></tr>'}</tbody></table><form method="post" style="margin-top:12px"><button class="button">Clear the ledger</button></form></div>`;
}

function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(6)}`;
}
