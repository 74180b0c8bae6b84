import type { CDPSession, Page } from "playwright-core";
import type {} from "./canvas-page/meter.ts";

/** What one gesture cost the page's main thread. Milliseconds; `frames` is how many the browser drew meanwhile. */
export interface Cost {
  readonly scriptPerMove: number;
  readonly taskPerFrame: number;
  readonly frames: number;
  /** Tasks longer than 50 ms, each with its length. */
  readonly longTasks: readonly number[];
}

const MOVES = 40;
const STEP = 12;
const TYPED = "a round oak table in soft morning light.";

/** Opens a page. Gives the milliseconds from navigation until the graph is seen. */
export async function opening(page: Page, address: string): Promise<number> {
  await page.goto(address);
  return page.evaluate(() => meter.drawn);
}

/** How many elements are in the document. */
export function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

/** Drags the node in the middle of the window there and back. */
export async function dragging(page: Page, cdp: CDPSession): Promise<Cost> {
  const at = await middleNode(page);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + STEP, at.y); // begins the drag: what is chosen by it is not counted
  await settle(page);
  const cost = await measured(page, cdp, (move) => page.mouse.move(at.x + STEP * zigzag(move), at.y + (STEP / 2) * zigzag(move)));
  await page.mouse.up();
  return cost;
}

/** Moves the whole canvas there and back with the middle button. */
export async function panning(page: Page, cdp: CDPSession): Promise<Cost> {
  const at = { x: 700, y: 450 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down({ button: "middle" });
  await settle(page);
  const cost = await measured(page, cdp, (move) => page.mouse.move(at.x - STEP * zigzag(move), at.y - STEP * zigzag(move)));
  await page.mouse.up({ button: "middle" });
  return cost;
}

/** Brings the canvas to 100 % around its middle, by the wheel as a person does. */
export async function zoomToWhole(page: Page): Promise<number> {
  await page.mouse.move(700, 450);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 60 && await zoomOf(page) < 0.95; turn += 1) await page.mouse.wheel(0, -30);
  await page.keyboard.up("Control");
  await settle(page);
  return zoomOf(page);
}

/** Types into the first prompt of the chosen step: the longest event, and the long tasks, in ms. */
export async function typing(page: Page): Promise<{ readonly longestEvent: number; readonly longTasks: readonly number[] }> {
  const at = await middleNode(page, ".react-flow__node[aria-label='Generate image']");
  await page.mouse.click(at.x, at.y);
  await page.locator(".cv-prompt textarea").first().focus();
  await settle(page);
  await page.evaluate(() => { meter.longTasks = []; meter.events = []; });
  await page.keyboard.type(TYPED, { delay: 60 });
  await page.waitForTimeout(1_500); // what follows later, saving too, is part of it
  return page.evaluate(() => ({ longestEvent: Math.max(0, ...meter.events), longTasks: meter.longTasks }));
}

async function measured(page: Page, cdp: CDPSession, move: (at: number) => Promise<void>): Promise<Cost> {
  await page.evaluate(() => { meter.longTasks = []; });
  const [before, first] = [await metrics(cdp), await frames(page)];
  for (let at = 1; at <= MOVES; at += 1) await move(at);
  const [after, last] = [await metrics(cdp), await frames(page)];
  const longTasks = await page.evaluate(() => new Promise<number[]>((resolve) => setTimeout(() => resolve(meter.longTasks), 100)));
  return { scriptPerMove: (after.script - before.script) / MOVES, taskPerFrame: (after.task - before.task) / Math.max(1, last - first), frames: last - first, longTasks };
}

/** Chromium's own sums since the page was opened, as milliseconds. */
async function metrics(cdp: CDPSession): Promise<{ readonly script: number; readonly task: number }> {
  const { metrics: list } = await cdp.send("Performance.getMetrics");
  const of = (name: string) => (list.find((one) => one.name === name)?.value ?? 0) * 1_000;
  return { script: of("ScriptDuration"), task: of("TaskDuration") };
}

function frames(page: Page): Promise<number> {
  return page.evaluate(() => meter.frames);
}

function zoomOf(page: Page): Promise<number> {
  return page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport") ?? document.body).transform).a);
}

/** Where the card nearest to the middle is taken: above its ports, so that no wire is drawn. */
async function middleNode(page: Page, nodes = ".react-flow__node"): Promise<{ x: number; y: number }> {
  const boxes = await page.evaluate((which) => [...document.querySelectorAll(which)].map((node) => node.getBoundingClientRect()).map(({ left, top, width, height }) => ({ left, top, width, height })), nodes);
  const [box] = boxes.sort((a, b) => Math.hypot(a.left - 560, a.top - 400) - Math.hypot(b.left - 560, b.top - 400));
  if (!box) throw new Error("nothing is drawn");
  return { x: box.left + box.width / 2, y: box.top + Math.min(14, box.height / 4) };
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => { requestIdleCallback(() => requestAnimationFrame(resolve), { timeout: 2_000 }); }));
}

/** 1, 2 … 20 … 2, 1. */
function zigzag(move: number): number {
  return move <= MOVES / 2 ? move : MOVES - move;
}
