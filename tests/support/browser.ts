import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser, type Page } from "playwright-core";

/** Shopify's library answers 410 to browsers that call themselves headless. */
const PLAIN_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const QUIET = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-sandbox"];

/** A real Chromium: the system's where there is one, else the one that ships in an npm package. Nobody has to install it. */
export async function launchBrowser(): Promise<Browser> {
  const system = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));
  // The package's own arguments are for a function in a cloud: one process, and no web security.
  return playwright.launch({ executablePath: system ?? await unpacked(), args: QUIET, headless: true });
}

/** The browser of the package, unpacked once for this person: the package itself would share one file in the temporary folder with everybody on the machine. */
async function unpacked(): Promise<string> {
  const folder = path.join(os.tmpdir(), `piccaso-browser-${os.userInfo().uid}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/** A page that is left while an answer is still read cuts it off; the document that could hear of it is gone by then. */
const LEFT = "AbortError: BodyStreamBuffer was aborted";

/** A page of a size; every error on its console is collected. */
export async function openPage(browser: Browser, size: { width: number; height: number }): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: size, userAgent: PLAIN_AGENT, reducedMotion: "reduce" });
  const page = await context.newPage();
  const errors: string[] = [];
  const note = (text: string) => { if (!text.startsWith(LEFT)) errors.push(text); };
  page.on("console", (message) => { if (message.type() === "error") note(message.text()); });
  page.on("pageerror", (error) => note(String(error)));
  return { page, errors };
}
