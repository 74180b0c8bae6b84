import { z } from "zod";
import { FaultRule } from "./faults.ts";
import type { Parts } from "./parts.ts";
import { cdnUrl, hashOfMedia, settleMedia, writeFile, freeName } from "./shopify/files.ts";
import { createMedia, detach } from "./shopify/mutations.ts";
import { revokeTokens } from "./shopify/oauth.ts";
import { signSessionToken } from "./shopify/tokens.ts";
import { sendWebhook } from "./shopify/webhooks.ts";

const Edit = z.discriminatedUnion("op", [
  z.object({ op: z.literal("add"), alt: z.string().default(""), copyOf: z.string().optional() }),
  z.object({ op: z.literal("remove"), mediaId: z.string() }),
  z.object({ op: z.literal("move"), mediaId: z.string(), to: z.coerce.number().int().min(0) }),
  z.object({ op: z.literal("alt"), mediaId: z.string(), alt: z.string() }),
]);
const Settings = z.object({ appUrl: z.url(), mediaMs: z.number(), tokenSeconds: z.number(), retryMs: z.number() }).partial();

/** What tests, the demo and the admin's own pages do behind the scenes: /_sandbox/... in JSON. */
export async function control(parts: Parts, request: Request, url: URL, again: () => Promise<void>): Promise<Response> {
  const route = url.pathname.replace("/_sandbox/", "");
  const body: unknown = request.method === "POST" ? await request.json().catch(() => ({})) : undefined;
  if (route === "state") return Response.json(await snapshot(parts));
  if (route === "token") return new Response(signSessionToken(parts.apiKey, parts.apiSecret, url.searchParams.get("user") ?? "42"));
  if (route === "faults" && request.method === "GET") return Response.json(parts.faults.list());
  if (route === "faults") {
    const { rules, seed } = z.object({ rules: z.array(FaultRule), seed: z.number().int().default(1) }).parse(body);
    parts.faults.set(rules, seed);
    return Response.json({ rules });
  }
  if (route === "settings") {
    for (const [name, value] of Object.entries(Settings.parse(body))) Object.assign(parts.settings, { [name]: value });
    return Response.json(parts.settings);
  }
  if (route === "reset") { await again(); return Response.json({ products: parts.state.products.all().length }); }
  const webhook = /^webhooks\/(.+)$/.exec(route)?.[1];
  if (webhook) {
    if (webhook === "app/uninstalled") await revokeTokens(parts);
    return Response.json(await sendWebhook(parts, webhook, "shopify.app.toml"));
  }
  const edit = /^products\/(\d+)\/(delete|media|fill)$/.exec(route);
  if (edit?.[1] && edit[2]) return editProduct(parts, `gid://shopify/Product/${edit[1]}`, edit[2], body);
  return Response.json({ error: `the sandbox knows no ${route}` }, { status: 404 });
}

async function editProduct(parts: Parts, id: string, what: string, body: unknown): Promise<Response> {
  const product = parts.state.products.get(id);
  if (!product) return Response.json({ error: "no such product" }, { status: 404 });
  if (what === "delete") await parts.state.products.remove(id);
  else if (what === "fill") await fill(parts, id, z.object({ count: z.number().int().max(250) }).parse(body).count);
  else await editMedia(parts, id, Edit.parse(body));
  return Response.json({ product: parts.state.products.get(id) ?? null });
}

/** An edit that a merchant makes in the admin. */
export async function editMedia(parts: Parts, productId: string, edit: z.input<typeof Edit>): Promise<void> {
  const product = parts.state.products.get(productId);
  if (!product) return;
  if (edit.op === "add") return addCopy(parts, productId, edit.copyOf, edit.alt ?? "");
  if (edit.op === "remove") return detach(parts, productId, edit.mediaId);
  if (edit.op === "alt") {
    const media = parts.state.media.get(edit.mediaId);
    if (media) await parts.state.media.put(media.id, { ...media, alt: edit.alt });
    return;
  }
  const others = product.media.filter((id) => id !== edit.mediaId);
  const to = Number(edit.to);
  await parts.state.products.put(productId, { ...product, media: [...others.slice(0, to), edit.mediaId, ...others.slice(to)] });
}

async function addCopy(parts: Parts, productId: string, copyOf: string | undefined, alt: string): Promise<void> {
  const product = parts.state.products.get(productId);
  const source = parts.state.media.get(copyOf ?? product?.media[0] ?? "") ?? parts.state.media.all()[0];
  if (!product || !source) return;
  const fileName = freeName(parts, source.fileName);
  const bytes = await (await fetch(cdnUrl(parts, source))).arrayBuffer();
  await writeFile(parts, fileName, new Uint8Array(bytes));
  const media = await createMedia(parts, { fileName, alt, ready: { width: source.width ?? 0, height: source.height ?? 0 } });
  await parts.state.products.put(productId, { ...product, media: [...product.media, media.id] });
}

async function fill(parts: Parts, productId: string, count: number): Promise<void> {
  const product = parts.state.products.get(productId);
  const [first] = product?.media ?? [];
  const source = parts.state.media.get(first ?? "");
  if (!product || !source) return;
  const ids: string[] = [];
  for (let n = product.media.length; n < count; n += 1) ids.push((await createMedia(parts, { fileName: source.fileName, alt: "", ready: { width: source.width ?? 0, height: source.height ?? 0 } })).id);
  await parts.state.products.put(productId, { ...product, media: [...product.media, ...ids] });
}

/** The shop as it is, for checks: every product's media in order, with the hash of their bytes. */
async function snapshot(parts: Parts): Promise<object> {
  const products: object[] = [];
  for (const product of parts.state.products.all()) {
    const media: object[] = [];
    for (const id of product.media) {
      const row = parts.state.media.get(id);
      if (!row) continue;
      const { alt, status, width, height, fileName } = await settleMedia(parts, row);
      media.push({ id, alt, status, width, height, fileName, url: cdnUrl(parts, row), sha256: product.media.length > 60 ? null : await hashOfMedia(parts, row), variantIds: product.variants.filter(({ mediaId }) => mediaId === id).map((variant) => variant.id) });
    }
    products.push({ id: product.id, handle: product.handle, title: product.title, media, variants: product.variants });
  }
  return { products, files: parts.state.media.all().length, calls: Object.fromEntries(parts.calls), ledgerMicros: 0, deliveries: parts.state.deliveries.all() };
}
