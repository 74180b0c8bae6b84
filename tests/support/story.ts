import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import pg from "pg";
import type { Browser, Frame, FrameLocator, Page } from "playwright-core";
import type { z } from "zod";
import { build } from "../../scripts/build.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { launchBrowser, openPage } from "./browser.ts";

/** A whole running product with a browser, for one file of stories. */
export interface Story {
  readonly stack: Stack;
  /** The folder of its own, with its secrets, logs and blobs. */
  readonly data: string;
  readonly browser: Browser;
  readonly page: Page;
  readonly app: FrameLocator;
  /** Every error on the page's console. */
  readonly errors: string[];
  /** Opens a path of the app in the admin, and waits until it is there. */
  open(to: string, on?: Page): Promise<void>;
  /** The path of the app that is open. */
  here(on?: Page): string;
  /** A button of the admin's title bar. */
  inAdmin(name: string | RegExp): ReturnType<Page["getByRole"]>;
  /** Asks the product's database. */
  look<T>(sql: string, values: readonly unknown[], row: z.ZodType<T>): Promise<T[]>;
  /** Adds a key of Gemini that works. */
  addKey(): Promise<void>;
  /** What axe finds in the app's frame, as one line each. */
  axe(on?: Page): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts it with a shop of its own; `name` names its data. `fill` writes the shop's catalog into a folder; without it the sandbox draws one. */
export async function startStory(name: string, fill?: (folder: string) => Promise<void>): Promise<Story> {
  const data = path.resolve(`.data/e2e-${name}-${process.pid}`);
  const catalog = fill ? path.join(data, "catalog") : undefined;
  await build();
  if (catalog) await fill?.(catalog);
  const stack = await startStack({ root: process.cwd(), data, catalog, port: 0 });
  const browser = await launchBrowser();
  const { page, errors } = await openPage(browser, { width: 1440, height: 900 });
  const app = page.frameLocator("#app");
  const frameOf = (on: Page): Frame => {
    const frame = on.frames().find((one) => one.url().startsWith(stack.appUrl));
    if (!frame) throw new Error("the app's frame is not there");
    return frame;
  };
  const open = async (to: string, on = page) => {
    await on.goto(`${stack.url}/store/piccaso-sandbox/apps/piccaso/app${to}`);
    await on.frameLocator("#app").locator("main[aria-busy=false]").waitFor();
  };
  return {
    stack, data, browser, page, app, errors, open,
    look: async (sql, values, row) => {
      const client = new pg.Client({ connectionString: stack.database.url("piccaso") });
      await client.connect();
      try {
        return row.array().parse((await client.query(sql, [...values])).rows);
      } finally {
        await client.end();
      }
    },
    addKey: async () => {
      await open("/keys");
      await page.locator("#title-actions").getByRole("button", { name: "Add API key" }).click();
      const dialog = app.getByRole("dialog");
      await dialog.getByLabel("Provider").selectOption({ label: "Google Gemini" });
      await dialog.getByLabel("Name").fill("Studio");
      await dialog.getByLabel("API key", { exact: true }).fill("AIza-sandbox-story-0002");
      await dialog.getByRole("button", { name: "Add key" }).click();
      await app.getByText("Works", { exact: true }).waitFor({ timeout: 30_000 });
    },
    here: (on = page) => new URL(on.url()).pathname.split("/apps/piccaso/app").at(-1) ?? "",
    inAdmin: (title) => page.locator("#title-actions").getByRole("button", { name: title }),
    axe: async (on = page) => {
      const frame = frameOf(on);
      await frame.evaluate(axe.source);
      return frame.evaluate(async () => {
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- axe is injected into the frame as a global
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
      });
    },
    close: async () => {
      await browser.close();
      await stack.stop(false);
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}
