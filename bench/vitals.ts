import type { Browser, Frame } from "playwright-core";
import { z } from "zod";
import { launchBrowser, openPage } from "../tests/support/browser.ts";
import { startBarePage } from "./bare-page/start.ts";
import { median } from "./numbers.ts";
import { against, type Line, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";
import type { Story } from "./story.ts";
import { screensOf, type Screen } from "./vitals-screens.ts";
import { settled, SLOWER, vitalsOf, watch, type Vitals } from "./vitals-meter.ts";

const ROUNDS = 3;
const SIZE = { width: 1280, height: 900 };
/** Built for Shopify's limits at the 75th percentile; half of each is the aim. */
const LIMITS = { lcp: 2_500, cls: 0.1, inp: 200 } as const;
/** A page of ours may take this much of what a bare page of Polaris takes. */
const MOST = 1.5;
const Awaiting = z.object({ id: z.string() });

/** Web vitals of every embedded screen in the admin's frame, beside a bare Polaris page, in turns, each visit with a browser that was never there. */
export async function measureVitals(shop: Shop, story: Story): Promise<Report> {
  await seed(shop);
  const bare = await startBarePage(`${shop.stack.url}/app-bridge.js`);
  const browser = await launchBrowser();
  try {
    const screens = screensOf(story);
    const [ours, floor]: [Map<string, Vitals[]>, Vitals[]] = [new Map(), []];
    // The median of three forgives the one visit that finds the servers cold.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const screen of screens) {
        const [own, plain] = [await visit(browser, shop, screen), await visitBare(browser, bare.address)];
        ours.set(screen.id, [...ours.get(screen.id) ?? [], own]);
        floor.push(plain);
      }
    }
    return {
      name: `Web vitals: processor ${SLOWER} times slower, median of ${ROUNDS} visits, beside a bare Polaris page`,
      lines: screens.flatMap(({ id }) => linesOf(id, ours.get(id) ?? [], floor)),
      notes: [`Limits of Built for Shopify: LCP ${LIMITS.lcp} ms, CLS ${LIMITS.cls}, INP ${LIMITS.inp} ms. The aim is half of each, and ${MOST} times the bare page.`, "Interactions below 16 ms count as 8."],
    };
  } finally {
    await browser.close();
    bare.close();
  }
}

/** So that no list is empty: images to publish, and a request of a customer. */
async function seed(shop: Shop): Promise<void> {
  const waiting = await shop.look(Awaiting, `select "id"::text from "Output" where "state" = 'awaiting' order by "id" limit 4`);
  await shop.app.send("/review", { ids: waiting.map(({ id }) => id), decision: "approve" }, z.unknown());
  await shop.sandbox("webhooks/customers/data_request", {});
}

async function visit(browser: Browser, shop: Shop, { path, does }: Screen): Promise<Vitals> {
  const { page } = await openPage(browser, SIZE);
  try {
    await watch(page.context(), page);
    await page.goto(`${shop.stack.url}/store/piccaso-sandbox/apps/piccaso/app${path}`);
    const app = page.frameLocator("#app");
    await app.locator("main[aria-busy=false]").waitFor();
    const frame = page.frames().find((one) => one.url().startsWith(shop.stack.appUrl));
    if (!frame) throw new Error("the app's frame is not there");
    return await lived(frame, async () => {
      await app.locator("main").click({ position: { x: 2, y: 2 } });
      await does(app, page);
    });
  } finally {
    await page.context().close();
  }
}

async function visitBare(browser: Browser, address: string): Promise<Vitals> {
  const { page } = await openPage(browser, SIZE);
  try {
    await watch(page.context(), page);
    await page.goto(`${address}admin`);
    const app = page.frameLocator("iframe");
    await app.getByLabel("Name").waitFor();
    const frame = page.frames().find((one) => one !== page.mainFrame());
    if (!frame) throw new Error("the bare page's frame is not there");
    return await lived(frame, async () => {
      await app.getByLabel("Name").pressSequentially("white", { delay: 40 });
      await app.getByRole("button", { name: "Clear" }).click();
    });
  } finally {
    await page.context().close();
  }
}

/** The load to its end, what is done, and what follows from that. */
async function lived(frame: Frame, does: () => Promise<void>): Promise<Vitals> {
  await settled(frame);
  const { scriptKb } = await vitalsOf(frame);
  await does();
  await settled(frame);
  return { ...await vitalsOf(frame), scriptKb };
}

function linesOf(id: string, ours: readonly Vitals[], bare: readonly Vitals[]): Line[] {
  const line = (name: keyof typeof LIMITS, unit: string): Line => {
    const [value, floor, half] = [median(ours.map((one) => one[name])), median(bare.map((one) => one[name])), LIMITS[name] / 2];
    const plain = { what: `${id} ${name.toUpperCase()}`, value, unit };
    const compared: Line = floor > 0 ? against(plain, { what: "bare page", value: floor }) : plain;
    const met = value <= half && (compared.ratio ?? 0) <= MOST;
    const worst = ours.find((one) => one[name] === value) ?? ours[0];
    return { ...compared, aim: { text: floor > 0 ? `at most ${half} and ${MOST}` : `at most ${half}`, met }, ...(met || !worst ? {} : { note: worst.where[name].trim() }) };
  };
  return [line("lcp", "ms"), line("cls", ""), line("inp", "ms"), against({ what: `${id} JavaScript`, value: median(ours.map(({ scriptKb }) => scriptKb)), unit: "kB gzip" }, { what: "bare page", value: median(bare.map(({ scriptKb }) => scriptKb)) })];
}
