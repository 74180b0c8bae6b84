import { randomBytes } from "node:crypto";

/** What a document of ours may load besides its own origin. */
interface Sources {
  /** Whether it stands in the admin: App Bridge is there, and talks to Shopify. */
  readonly embedded: boolean;
  readonly appBridgeUrl: string;
  /** Where photos of shops lie, apart from Shopify's own CDN: the sandbox's stand-in. */
  readonly photos: string | undefined;
}

/** A number for one document. */
export function newNonce(): string {
  return randomBytes(18).toString("base64url");
}

/**
 * The content security policy of a document, without the rule on who may frame it: scripts run only with
 * the document's own number or from our files, and nothing is evaluated from text. Styles may stand in
 * attributes, as Polaris and the canvas set them.
 */
export function documentPolicy(nonce: string, { embedded, appBridgeUrl, photos }: Sources): string {
  const bridge = embedded ? [new URL(appBridgeUrl).origin] : [];
  const shopify = embedded ? ["https://*.shopify.com", "https://*.shopifysvc.com"] : [];
  const rules: readonly (readonly [name: string, ...sources: readonly string[]])[] = [
    ["default-src", "'self'"],
    ["script-src", "'self'", `'nonce-${nonce}'`, ...bridge],
    ["style-src", "'self'", "'unsafe-inline'"],
    ["img-src", "'self'", "data:", "blob:", "https://cdn.shopify.com", ...(photos ? [photos] : [])],
    ["font-src", "'self'"],
    ["connect-src", "'self'", ...shopify],
    ["object-src", "'none'"],
    ["base-uri", "'self'"],
    ["form-action", "'self'"],
  ];
  return rules.map((rule) => rule.join(" ")).join("; ");
}
