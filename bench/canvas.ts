import type { Browser } from "playwright-core";
import { launchBrowser } from "../tests/support/browser.ts";
import { dragging, elements, opening, panning, typing, zoomToWhole, type Cost } from "./canvas-gestures.ts";
import { startCanvasPage } from "./canvas-page/start.ts";
import { median } from "./numbers.ts";
import { against, type Line, type Report } from "./report.ts";

const ROUNDS = 5;
/** Our canvas may cost this much of what plain nodes cost. */
const MOST = 1.25;
const OPEN_MS = 1_000;
/** A key that takes longer is felt. */
const KEY_MS = 50;

/** What was measured of one page in one round. */
interface Round {
  readonly openMs: number;
  readonly elements: number;
  readonly gestures: Readonly<Record<Gesture, Cost>>;
  readonly typed: { readonly longestEvent: number; readonly longTasks: readonly number[] } | null;
}
const GESTURES = ["dragging, all in sight", "panning, all in sight", "dragging at 100 %", "panning at 100 %"] as const;
type Gesture = (typeof GESTURES)[number];

/** The builder with 300 steps beside React Flow's plain nodes with the same steps and wires, in turns, each in a page of its own. One round goes first to warm both. */
export async function measureCanvas(): Promise<Report> {
  const site = await startCanvasPage();
  const browser = await launchBrowser();
  try {
    const [ours, plain]: [Round[], Round[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const [floor, own] = [await roundOf(browser, `${site.address}/plain`, false), await roundOf(browser, `${site.address}/builder`, true)];
      if (round === 0) continue;
      plain.push(floor);
      ours.push(own);
    }
    return { name: `Canvas: 300 steps, median of ${ROUNDS} rounds, beside plain React Flow nodes`, lines: [...linesOf(ours, plain)], notes: notesOf(ours, plain) };
  } finally {
    await browser.close();
    site.close();
  }
}

async function roundOf(browser: Browser, address: string, types: boolean): Promise<Round> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  try {
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable");
    const openMs = await opening(page, address);
    const count = await elements(page);
    const far = { dragging: await dragging(page, cdp), panning: await panning(page, cdp) };
    await zoomToWhole(page);
    const near = { dragging: await dragging(page, cdp), panning: await panning(page, cdp) };
    return {
      openMs, elements: count, typed: types ? await typing(page) : null,
      gestures: { "dragging, all in sight": far.dragging, "panning, all in sight": far.panning, "dragging at 100 %": near.dragging, "panning at 100 %": near.panning },
    };
  } finally {
    await context.close();
  }
}

function linesOf(ours: readonly Round[], plain: readonly Round[]): Line[] {
  const compared = (what: string, unit: string, of: (round: Round) => number): Line => {
    const line = against({ what, unit, value: median(ours.map(of)) }, { what: "plain", value: median(plain.map(of)) });
    return { ...line, aim: { text: `at most ${MOST}`, met: (line.ratio ?? MOST + 1) <= MOST } };
  };
  const most = (what: string, values: readonly number[], aim: number): Line => ({ what, unit: "ms", value: median(values), aim: { text: `at most ${aim}`, met: median(values) <= aim }, note: `worst ${Math.round(Math.max(...values))}` });
  const typed = ours.flatMap(({ typed: found }) => (found ? [found] : []));
  return [
    ...GESTURES.flatMap((gesture) => [
      compared(`${gesture}: script a move`, "ms", ({ gestures }) => gestures[gesture].scriptPerMove),
      compared(`${gesture}: task a frame`, "ms", ({ gestures }) => gestures[gesture].taskPerFrame),
      longLine(`${gesture}: tasks over 50 ms`, ours.map(({ gestures }) => gestures[gesture].longTasks), plain.map(({ gestures }) => gestures[gesture].longTasks)),
    ]),
    { ...most("opening, navigation to drawn", ours.map(({ openMs }) => openMs), OPEN_MS), floor: { what: "plain", value: median(plain.map(({ openMs }) => openMs)) } },
    most("typing 40 letters: longest event", typed.map(({ longestEvent }) => longestEvent), KEY_MS),
    longLine("typing 40 letters: tasks over 50 ms", typed.map(({ longTasks }) => longTasks), []),
  ];
}

/** Long tasks of all rounds together: none is the aim. */
function longLine(what: string, ours: readonly (readonly number[])[], plain: readonly (readonly number[])[]): Line {
  const [own, floor] = [ours.flat(), plain.flat()];
  return { what, unit: "", value: own.length, ...(plain.length > 0 ? { floor: { what: "plain", value: floor.length } } : {}), aim: { text: "none", met: own.length === 0 }, ...(own.length > 0 ? { note: `longest ${Math.round(Math.max(...own))} ms` } : {}) };
}

function notesOf(ours: readonly Round[], plain: readonly Round[]): string[] {
  const each = (gesture: Gesture) => ours.map(({ gestures }, at) => (gestures[gesture].scriptPerMove / (plain[at]?.gestures[gesture].scriptPerMove ?? 1)).toFixed(2)).join(", ");
  return [
    `Elements when opened: ${median(ours.map((round) => round.elements))}, plain ${median(plain.map((round) => round.elements))}.`,
    ...GESTURES.map((gesture) => `${gesture}, script a move to plain, round by round: ${each(gesture)}.`),
  ];
}
