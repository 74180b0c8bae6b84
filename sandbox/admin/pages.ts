import { SHOP, STORE, type Parts } from "../parts.ts";
import { FAULT_KINDS, KINDS, PLACES, type Place } from "../fault-kinds.ts";
import { signSessionToken } from "../shopify/tokens.ts";
import { cdnUrl, settleMedia } from "../shopify/files.ts";
import { subscriptions } from "../shopify/webhooks.ts";
import { escaped, layout } from "./layout.ts";

/** The app inside the admin: the frame that Shopify would show, with the parameters that it adds. */
export function appPage(parts: Parts, path: string): string {
  const url = new URL(path || "/app", parts.settings.appUrl);
  const host = Buffer.from(`admin.shopify.com/store/${STORE}`).toString("base64url");
  const added = { embedded: "1", shop: SHOP, host, locale: "en", session: "sandbox", timestamp: String(Math.floor(Date.now() / 1000)), hmac: "sandbox", id_token: signSessionToken(parts.apiKey, parts.apiSecret, "42") };
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  const origin = new URL(parts.settings.appUrl).origin;
  return layout({
    title: "Piccaso", here: "", app: true,
    body: `<div class="progress"></div><div class="bar"><button id="back" type="button" hidden>←</button><span id="app-mark" class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span><h1 id="title-text">Piccaso</h1><div id="title-actions"></div></div>
<iframe id="app" name="app-iframe" title="Piccaso" data-origin="${escaped(origin)}" src="${escaped(url.href)}" allow="clipboard-write"></iframe>
<dialog id="picker" aria-labelledby="picker-title"><header><h2 id="picker-title">Add products</h2></header><div style="padding:12px 16px"><input id="picker-search" type="search" aria-label="Search products" placeholder="Search products" style="width:100%"></div><ul id="picker-list"></ul>
<footer><span id="picker-count"></span><button type="button" class="button" id="picker-cancel">Cancel</button><button type="button" class="button primary" id="picker-add">Add</button></footer></dialog>`,
  });
}

export function homePage(parts: Parts): string {
  return plain("Home", "/home", `<div class="card"><h2>Studio Nord</h2><p>A shop that this project draws by itself: ${parts.state.products.all().length} products, with photos, variants and collections. Everything that Piccaso writes lands here and nowhere else.</p>
<p><a class="button primary" href="/store/${STORE}/apps/piccaso/app">Open Piccaso</a></p></div>`);
}

export async function productsPage(parts: Parts): Promise<string> {
  const rows = await Promise.all(parts.state.products.all().map(async (product) => {
    const photo = await photoOf(parts, product.media[0]);
    const number = product.id.split("/").at(-1);
    return `<tr><td>${photo ? `<img src="${escaped(photo)}" alt="" width="40" height="40">` : ""}</td><td><a href="/store/${STORE}/products/${number}">${escaped(product.title)}</a></td><td>${escaped(product.type)}</td><td>${product.media.length}</td><td>${product.variants.length}</td></tr>`;
  }));
  return plain("Products", "/products", `<div class="card"><table><thead><tr><th><span hidden>Photo</span></th><th>Product</th><th>Type</th><th>Media</th><th>Variants</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`);
}

export async function productPage(parts: Parts, number: string): Promise<string | undefined> {
  const product = parts.state.products.get(`gid://shopify/Product/${number}`);
  if (!product) return undefined;
  const at = `/store/${STORE}/products/${number}`;
  const tiles = await Promise.all(product.media.map(async (id, index) => {
    const media = parts.state.media.get(id);
    if (!media) return "";
    const { status, alt } = await settleMedia(parts, media);
    const variants = product.variants.filter(({ mediaId }) => mediaId === id).map(({ title }) => title);
    const form = (op: string, text: string, more = "") => `<form method="post" action="${at}"><input type="hidden" name="op" value="${op}"><input type="hidden" name="mediaId" value="${escaped(id)}">${more}<button class="button">${text}</button></form>`;
    return `<li data-media="${escaped(id)}"><img src="${escaped(cdnUrl(parts, media))}&width=340" alt="${escaped(alt)}" width="340" height="340"><div><b>${index + 1}</b> · ${status.toLowerCase()}${variants.length ? ` · ${escaped(variants.join(", "))}` : ""}</div>
${form("alt", "Save alt text", `<input name="alt" aria-label="Alt text of media ${index + 1}" value="${escaped(alt)}">`)}${index ? form("move", "Move first", '<input type="hidden" name="to" value="0">') : ""}${form("remove", "Remove")}</li>`;
  }));
  const variants = product.variants.map(({ title, sku, price, mediaId }) => `<tr><td>${escaped(title)}</td><td>${escaped(sku)}</td><td>${escaped(price)} EUR</td><td>${mediaId ? `media ${product.media.indexOf(mediaId) + 1}` : "no image"}</td></tr>`).join("");
  return plain(product.title, "/products", `<div class="card"><p><a class="button" href="/store/${STORE}/apps/piccaso/app/skills?id=${number}">Create images with Piccaso</a></p><p class="muted">${escaped(product.description)}</p></div>
<div class="card"><h2>Media</h2><ul class="media">${tiles.join("")}</ul><form method="post" action="${at}" style="margin-top:12px"><input type="hidden" name="op" value="add"><button class="button">Add a copy of the first photo</button></form></div>
<div class="card"><h2>Variants</h2><table><thead><tr><th>Variant</th><th>SKU</th><th>Price</th><th>Image</th></tr></thead><tbody>${variants}</tbody></table></div>
<div class="card"><form method="post" action="${at}"><input type="hidden" name="op" value="delete"><button class="button critical">Delete product</button></form></div>`);
}

const PLACE_NAMES: Readonly<Record<Place, string>> = { graphql: "Admin API", upload: "Uploads", cdn: "Photos", oauth: "Tokens", openai: "OpenAI", gemini: "Gemini", bfl: "Black Forest Labs", kms: "AWS KMS", bulk: "Bulk operations" };

export function faultsPage(parts: Parts): string {
  const rules = parts.faults.list().map((rule) => `<li>${escaped(JSON.stringify(rule))}</li>`).join("") || "<li>No fault is set.</li>";
  const places = PLACES.map((place) => `<option value="${place}">${PLACE_NAMES[place]}</option>`).join("");
  const kinds = KINDS.map((kind) => `<option value="${kind}">${kind}: ${escaped(FAULT_KINDS[kind].says)}</option>`).join("");
  return plain("Faults", "/faults", `<div class="card"><h2>What goes wrong now</h2><ul>${rules}</ul><form method="post"><input type="hidden" name="clear" value="1"><button class="button">Clear all</button></form></div>
<div class="card"><h2>Let something go wrong</h2><form method="post" style="display:flex;gap:10px;flex-wrap:wrap;align-items:end">
<label>Where<br><select name="match">${places}</select></label>
<label>What<br><select name="kind">${kinds}</select></label>
<label>Operation<br><input name="operation" placeholder="all"></label><label>Share, 0 to 1<br><input name="rate" value="1" size="4"></label><label>Times<br><input name="times" placeholder="always" size="4"></label><label>ms<br><input name="ms" value="1000" size="6"></label><label>Seed<br><input name="seed" value="1" size="4"></label><button class="button primary">Set</button></form></div>`);
}

export function webhooksPage(parts: Parts): string {
  const buttons = [...subscriptions().uris.keys()].map((topic) => `<form method="post" style="display:inline-block;margin:0 8px 8px 0"><input type="hidden" name="topic" value="${escaped(topic)}"><button class="button">Send ${escaped(topic)}</button></form>`).join("");
  const rows = parts.state.deliveries.all().reverse().slice(0, 50).map(({ topic, triggeredAt, tries, status }) => `<tr><td>${escaped(topic)}</td><td>${escaped(triggeredAt)}</td><td>${tries}</td><td>${escaped(status)}</td></tr>`).join("");
  return plain("Webhooks", "/webhooks", `<div class="card">${buttons}</div><div class="card"><table><thead><tr><th>Topic</th><th>Sent</th><th>Tries</th><th>Answer</th></tr></thead><tbody>${rows}</tbody></table></div>`);
}

/** A page of the admin with a heading and cards. */
export function plain(title: string, here: string, body: string): string {
  return layout({ title, here, body: `<div class="bar"><h1>${escaped(title)}</h1></div><div class="page">${body}</div>` });
}

/** A product's first photo at a small size. */
export async function photoOf(parts: Parts, mediaId: string | undefined): Promise<string | null> {
  const media = parts.state.media.get(mediaId ?? "");
  return media && (await settleMedia(parts, media)).status === "READY" ? `${cdnUrl(parts, media)}&width=160` : null;
}
