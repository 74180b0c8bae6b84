import { expect, test } from "vitest";
import routes from "../app/routes.ts";
import { SCRIPT_KB } from "./script-budgets.ts";
import { screensOf } from "./vitals-screens.ts";

test("every embedded page that is drawn is measured, and what it loads has a budget", () => {
  const pages = routes.find(({ id }) => id === "app")?.children ?? [];
  const drawn = pages.flatMap(({ id, file }) => (id && file.endsWith(".tsx") ? [id] : [])).sort();
  expect(drawn.length).toBeGreaterThan(15);
  expect(screensOf({ skillId: "", runId: "", itemId: "", publicationId: "" }).map(({ id }) => id).sort()).toEqual(drawn);
  expect(Object.keys(SCRIPT_KB).filter((id) => id.startsWith("app/")).sort()).toEqual(drawn);
});
