import fs from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { onTestFailed } from "vitest";

const LAST_LINES = 40;

/**
 * Says what stood on every open page and in the services' logs when this test failed: the data folder of a
 * story is gone right after it, and "not seen within two minutes" alone tells nobody why.
 */
export function explainFailure(browser: Browser, logs: string): void {
  onTestFailed(async () => {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      for (const frame of page.frames()) console.log(`\n== ${frame.url()}\n${await frame.locator("body").innerText({ timeout: 3000 }).catch(String)}`);
    }
    for (const file of fs.readdirSync(logs)) console.log(`\n== ${file}\n${fs.readFileSync(path.join(logs, file), "utf8").split("\n").slice(-LAST_LINES).join("\n")}`);
  });
}
