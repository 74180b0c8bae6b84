import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import type { Browser, Frame, FrameLocator, Page } from "playwright-core";
import { build } from "../../scripts/build.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import { launchBrowser, openPage } from "./browser.ts";

/** A whole running product with a browser, for one file of stories. */
export interface Story {
  readonly stack: Stack;
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
  /** What axe finds in the app's frame, as one line each. */
  axe(on?: Page): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts it with a shop of its own; `name` names its data. */
export async function startStory(name: string): Promise<Story> {
  const data = path.resolve(`.data/e2e-${name}-${process.pid}`);
  await build();
  const stack = await startStack({ root: process.cwd(), data, catalog: undefined, port: 0 });
  const browser = await launchBrowser();
  const { page, errors } = await openPage(browser, { width: 1440, height: 900 });
  const app = page.frameLocator("#app");
  const frameOf = (on: Page): Frame => {
    const frame = on.frames().find((one) => one.url().startsWith(stack.appUrl));
    if (!frame) throw new Error("the app's frame is not there");
    return frame;
  };
  return {
    stack, browser, page, app, errors,
    open: async (to, on = page) => {
      await on.goto(`${stack.url}/store/piccaso-sandbox/apps/piccaso/app${to}`);
      await on.frameLocator("#app").locator("main[aria-busy=false]").waitFor();
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
