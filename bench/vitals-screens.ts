import type { FrameLocator, Page } from "playwright-core";
import type { Story } from "./story.ts";

/** A screen, and what somebody does on it. Nothing of it changes what the next visit sees. */
export interface Screen {
  /** The route's id in app/routes.ts. */
  readonly id: string;
  /** Below /app. */
  readonly path: string;
  readonly does: (app: FrameLocator, page: Page) => Promise<void>;
}

/** Every embedded page that is drawn, with clicks, letters and keys as its people use them. */
export function screensOf({ skillId, runId, itemId, publicationId }: Pick<Story, "skillId" | "runId" | "itemId" | "publicationId">): Screen[] {
  const button = (app: FrameLocator, name: string | RegExp) => app.getByRole("button", { name }).first().click();
  const type = (app: FrameLocator, label: string | RegExp, text: string) => app.getByLabel(label).first().pressSequentially(text, { delay: 40 });
  const tick = (app: FrameLocator, name: RegExp) => app.getByRole("checkbox", { name }).first().click();
  const keys = async (page: Page) => { await page.keyboard.press("Tab"); await page.keyboard.press("Tab"); };
  const follow = (app: FrameLocator) => app.locator("main a[href^='/app/']").last().click();
  const choose = async (app: FrameLocator, page: Page) => {
    await button(app, "Search");
    await button(app, "Small photos");
    await page.keyboard.press("Tab");
    await button(app, "By hand");
  };
  return [
    { id: "app/home", path: "", does: async (app, page) => { await button(app, /all keys/); await page.keyboard.press("Escape"); await follow(app); } },
    { id: "app/skills", path: "/skills", does: async (app, page) => { await type(app, "Search skills and templates", "white"); await button(app, /, more$/); await page.keyboard.press("Escape"); } },
    { id: "app/templates", path: "/skills/templates", does: async (app) => { await button(app, /^Scenes/); await button(app, /^All/); await type(app, "Search templates", "flat"); } },
    { id: "app/skill", path: `/skills/${skillId}`, does: async (app, page) => { await type(app, "What it does", "White"); await button(app, "List view"); await button(app, /, more$/); await page.keyboard.press("Escape"); await app.getByLabel("Shadow").focus(); await page.keyboard.press("ArrowDown"); } },
    {
      id: "app/skill-edit", path: `/skills/${skillId}/edit`, does: async (app, page) => {
        await app.locator(".react-flow__node").nth(1).click();
        await button(app, "Zoom in");
        await button(app, "Outline");
        await button(app, "Add a step");
        await page.keyboard.type("back", { delay: 40 });
        await page.keyboard.press("Escape");
      },
    },
    { id: "app/use-skill", path: `/skills/${skillId}/use`, does: choose },
    { id: "app/run-setup", path: `/skills/${skillId}/run`, does: choose },
    { id: "app/automations", path: "/automations", does: async (app, page) => { await button(app, "New automation"); await type(app, "Name", "Weekly"); await page.keyboard.press("Escape"); } },
    { id: "app/runs", path: "/runs", does: async (app) => { await follow(app); } },
    { id: "app/run", path: `/runs/${runId}`, does: async (app, page) => { await button(app, /^Done/); await button(app, /all keys/); await page.keyboard.press("Escape"); await button(app, /^All/); } },
    { id: "app/item", path: `/runs/${runId}/items/${itemId}`, does: (_app, page) => keys(page) },
    {
      id: "app/review", path: "/review", does: async (app, page) => {
        await button(app, "Larger images");
        await tick(app, /^Select/);
        await button(app, /Open large$/);
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Escape");
      },
    },
    { id: "app/library", path: "/library", does: async (app) => { await type(app, "Search the library", "city"); await tick(app, /^Select/); await button(app, /^Outputs/); } },
    { id: "app/publications", path: "/publications", does: follow },
    { id: "app/publication-plan", path: "/publications/new", does: async (app, page) => { await app.getByRole("checkbox").first().focus(); await page.keyboard.press("Space"); await page.keyboard.press("Space"); } },
    { id: "app/publication", path: `/publications/${publicationId}`, does: async (app, page) => { await button(app, /^Undo/); await page.keyboard.press("Escape"); } },
    { id: "app/keys", path: "/keys", does: async (app, page) => { await button(app, /^Key$/); await button(app, "Add API key"); await type(app, "Name", "Studio"); await page.keyboard.press("Escape"); } },
    { id: "app/settings", path: "/settings", does: async (app) => { await type(app, "Days for review", "9"); await tick(app, /Single keys/); } },
    { id: "app/plan", path: "/settings/plan", does: (_app, page) => keys(page) },
    { id: "app/privacy-requests", path: "/settings/privacy", does: (_app, page) => keys(page) },
  ];
}
