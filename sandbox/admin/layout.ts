import { STORE } from "../parts.ts";

/** A page of the stand-in admin. It says on every page that it is a sandbox. */
export function layout(page: { title: string; here: string; body: string; app?: boolean }): string {
  const link = (path: string, text: string) => `<li><a href="/store/${STORE}${path}"${page.here === path ? ' aria-current="page"' : ""}>${text}</a></li>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(page.title)} · Sandbox admin</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/_sandbox/admin.css"></head><body>
<header class="top"><button id="menu-button" type="button" aria-label="Menu">☰</button><span class="brand">Store admin</span><span class="sandbox-tag">Sandbox<span>: nothing here is a real shop</span></span>
<div id="save-bar" role="region" aria-label="Unsaved changes" hidden><span>Unsaved changes</span><div id="save-actions"></div></div><span class="shop">Studio Nord</span></header>
<nav class="side" aria-label="Admin"><ul>${link("/home", "Home")}${link("/products", "Products")}</ul>
<h2>Apps</h2><ul><li><a class="app" id="app-home" href="/store/${STORE}/apps/piccaso/app"${page.app ? ' aria-current="page"' : ""}><span class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span>Piccaso</a></li></ul><ul id="app-links"></ul>
<h2>Sandbox</h2><ul>${link("/providers", "Image providers")}${link("/faults", "Faults")}${link("/webhooks", "Webhooks")}${link("/billing", "Billing")}</ul></nav>
<main class="main">${page.body}</main><div id="toast" role="status" aria-live="polite"></div><script src="/_sandbox/frame.js"></script></body></html>`;
}

/** Text that is safe in HTML and attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
