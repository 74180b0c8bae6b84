import { startBarePage } from "./bare-page/start.ts";
import { median } from "./numbers.ts";
import { firstByte, scriptBytes } from "./page-load.ts";
import { against, type Line, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";
import type { Story } from "./story.ts";

const ROUNDS = 15;
const SHOP = "piccaso-sandbox.myshopify.com";
const HOST = Buffer.from("admin.shopify.com/store/piccaso-sandbox").toString("base64url");

/**
 * Time to first byte and compressed JavaScript of each page with real data on it, beside a bare Polaris
 * page on the same server. Every round asks each page once and the bare one as often, in turns.
 */
export async function measurePages(shop: Shop, { skillId, runId, itemId, publicationId }: Story): Promise<Report> {
  const pages = [
    "", "/skills", `/skills/${skillId}`, `/skills/${skillId}/run`, "/runs", `/runs/${runId}`, `/runs/${runId}/items/${itemId}`,
    "/review", "/library", "/publications", "/publications/new", `/publications/${publicationId}`, "/settings",
  ];
  const bare = await startBarePage();
  try {
    const times = new Map<string, number[]>();
    const bareTimes: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const page of pages) {
        const [ours, floor] = [await firstByte(await addressOf(shop, page)), await firstByte(bare.address)];
        if (round === 0) continue; // the first look warms both
        times.set(page, [...times.get(page) ?? [], ours]);
        bareTimes.push(floor);
      }
    }
    const bareBytes = await scriptBytes(bare.address) / 1000;
    const lines: Line[] = [];
    for (const page of pages) {
      const name = `/app${page.replaceAll(/[0-9a-f-]{36}/g, ":id")}`;
      lines.push(against({ what: `${name} first byte`, value: median(times.get(page) ?? []), unit: "ms" }, { what: "bare page", value: median(bareTimes) }));
      lines.push(against({ what: `${name} JavaScript`, value: await scriptBytes(await addressOf(shop, page)) / 1000, unit: "kB gzip" }, { what: "bare page", value: bareBytes }));
    }
    return { name: `Pages: median of ${ROUNDS} requests, beside a bare Polaris page`, lines, notes: ["App Bridge, which Shopify serves to every embedded app, is not counted."] };
  } finally {
    bare.close();
  }
}

/** What the admin's frame opens: the page with a session token of its own, which lives for a minute. */
async function addressOf(shop: Shop, page: string): Promise<string> {
  const token = await (await fetch(`${shop.stack.url}/_sandbox/token`)).text();
  return `${shop.stack.appUrl}/app${page}?${new URLSearchParams({ embedded: "1", shop: SHOP, host: HOST, locale: "en", id_token: token }).toString()}`;
}
