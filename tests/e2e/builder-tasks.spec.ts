import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { handOn, type BuilderHand } from "../support/builder-hand.ts";
import { explainFailure } from "../support/explain.ts";
import { startStory, type Story } from "../support/story.ts";

let story: Story;
let held: BuilderHand;
beforeAll(async () => {
  story = await startStory("tasks");
  held = handOn(story);
});
beforeEach(() => explainFailure(story.browser, story.stack.logs));
afterAll(() => story?.close());

interface Task {
  readonly name: string;
  /** Who documents the other way, and how many actions it takes there: clicks, keys, drags, and words that are typed. */
  readonly elsewhere: { readonly who: string; readonly actions: number };
  /** Does it and says how many actions it took. */
  readonly here: (hand: Hand) => Promise<void>;
}

/** A hand that counts what it does. */
interface Hand {
  click(at: Locator): Promise<void>;
  key(name: string): Promise<void>;
  type(text: string): Promise<void>;
}

/**
 * Ten tasks of a merchant, each counted against the documented way of ComfyUI (Comfy-Org/docs: interface/shortcuts,
 * interface/nodes, interface/app-mode) or n8n (n8n-io/n8n-docs: keyboard-shortcuts, data/expressions, view-change-history).
 */
const TASKS: readonly Task[] = [
  // Comfy: double click, type, choose, drag its wire. Here the step follows the chosen one.
  { name: "adds a step behind the chosen one", elsewhere: { who: "ComfyUI", actions: 4 }, here: async ({ key, type }) => { await key("/"); await type("resize"); await key("Enter"); await held.card("Resize").waitFor(); } },
  // Comfy: double click, type, choose, drag in, drag out.
  { name: "puts a step into a wire", elsewhere: { who: "ComfyUI", actions: 5 }, here: async ({ click, key, type }) => { await click(held.card("Product").locator(".cv-head")); await key("Shift+I"); await type("remove"); await key("Enter"); await held.card("Remove background").waitFor(); } },
  // Comfy: click, Delete, drag the wire again.
  { name: "takes a step out and keeps the wire", elsewhere: { who: "ComfyUI", actions: 3 }, here: async ({ key }) => { await key("Delete"); await expect.poll(() => held.card("Remove background").count()).toBe(0); await expect.poll(() => story.app.locator(".react-flow__edge").count()).toBe(3); } },
  // Comfy: click, Ctrl+C, Ctrl+Shift+V (keeps the wires).
  { name: "doubles a step with its wires", elsewhere: { who: "ComfyUI", actions: 3 }, here: async ({ click, key }) => { await click(held.card("Generate image").locator(".cv-head")); await key("Control+d"); await expect.poll(() => held.card("Generate image").count()).toBe(2); } },
  // n8n: open the node, switch the field to an expression, find the field in the input panel, drag it, close.
  { name: "mentions the product's vendor in a prompt", elsewhere: { who: "n8n", actions: 5 }, here: async ({ click, type, key }) => { await click(story.app.getByLabel("Prompt", { exact: true })); await type(" by @ven"); await key("Enter"); await story.app.getByText(/by Studio Nord/).waitFor(); } },
  // n8n: add a form trigger, add a field, name it, open the node, switch to an expression, choose the field.
  { name: "asks the runner for the quality", elsewhere: { who: "n8n", actions: 6 }, here: async ({ click, key }) => { const source = story.app.getByLabel("Where quality comes from"); await click(source); await source.selectOption("runner"); await key("Escape"); await story.app.getByLabel("Quality: question").waitFor(); } },
  // n8n: open the workflow, read the error of the run, open the node, find the field.
  { name: "finds what is wrong and goes there", elsewhere: { who: "n8n", actions: 4 }, here: async ({ key }) => { await key("Escape"); await key("F8"); await story.app.locator(".cv-problems li.cv-here").first().waitFor(); } },
  // Comfy: no such command; every node is moved by hand, here four of them.
  { name: "lays the graph out", elsewhere: { who: "ComfyUI", actions: 4 }, here: async ({ key }) => { await key("Escape"); await key("Shift+Alt+T"); } },
  // Comfy: choose each node (click, then three with Shift), then the option in the menu (right click, choose).
  { name: "puts a frame around all steps", elsewhere: { who: "ComfyUI", actions: 6 }, here: async ({ key }) => { await key("Control+a"); await key("f"); await story.app.getByLabel("Title of the frame").waitFor(); } },
  // n8n: open the history, choose the version, open its menu, choose compare in a second tab, restore, confirm.
  { name: "compares with the published version and restores it", elsewhere: { who: "n8n", actions: 6 }, here: async ({ key, click }) => { await key("Escape"); await key("v"); await click(story.app.getByRole("button", { name: "Compare with the draft" })); await click(story.app.getByRole("button", { name: "Restore" })); await expect.poll(() => held.card("Resize").count()).toBe(0); } },
];

test("ten tasks of a merchant take fewer actions than the documented way elsewhere", async () => {
  await story.open("/skills");
  await story.app.getByRole("button", { name: "Use template Lifestyle scene" }).click();
  await story.page.waitForURL(/\/skills\/[0-9a-f-]{36}$/);
  await story.open(`${story.here()}/edit`);
  await held.card("Generate image").locator(".cv-head").click();
  const pictures = process.env["BUILDER_PICTURES"];
  const table: { task: string; here: number; elsewhere: string }[] = [];
  for (const [index, { name, elsewhere, here }] of TASKS.entries()) {
    let actions = 0;
    const counted = async (work: Promise<unknown>) => { actions += 1; await work; };
    await here({
      click: (at) => counted(at.click()), key: (key) => counted(story.page.keyboard.press(key)), type: (text) => counted(story.page.keyboard.type(text)),
    });
    if (pictures) await story.page.screenshot({ path: `${pictures}/task-${String(index + 1).padStart(2, "0")}.png` });
    table.push({ task: name, here: actions, elsewhere: `${elsewhere.who} ${elsewhere.actions}` });
    expect({ name, fewer: actions < elsewhere.actions, actions }).toEqual({ name, fewer: true, actions });
  }
  expect(table).toHaveLength(10);
  expect(story.errors).toEqual([]);
});
