// @vitest-environment happy-dom
/** @jsxImportSource preact */
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { button, heading, Refusal, shown, standIn, wordsOf, type Answers, type Heard } from "../../../tests/support/extension-stage.ts";

const output = { id: "o1", runId: "r3", productId: "gid://shopify/Product/7", skillName: "White square", url: "https://app.example/1.webp", before: null, altText: "Lamp", altOnly: false, state: "awaiting", publishedAt: null, expiresAt: null };
const lastRun = { id: "r4", number: 4, skillName: "White square", createdAt: "2026-11-29T10:00:00.000Z" };

const extension = getExtension("admin.product-details.block.render");
beforeEach(() => {
  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("product-images") });
  extension.shopify.data.selected = [{ id: "gid://shopify/Product/7" }];
});
afterEach(() => extension.tearDown());

async function open(answers: Answers): Promise<Heard[]> {
  const app = standIn(answers);
  extension.fetch = app.fetch;
  await extension.render();
  return app.heard;
}
const sees = (text: string) => waitFor(() => expect(shown()).toContain(text));

test("it shows the newest images with their state, what waits for review and the last run, and opens the action", async () => {
  const navigate = vi.fn();
  extension.shopify.navigation.navigate = navigate;
  const published = { ...output, id: "o2", state: "approved", publishedAt: "2026-11-28T10:00:00.000Z" };
  const heard = await open({ "GET product": () => ({ newest: [output, published], awaiting: 1, lastRun }) });
  expect(document.querySelector("s-spinner")).not.toBeNull();
  await sees("1 image waits for review");
  expect(heard.map(({ what }) => what)).toEqual(["GET product?id=gid%3A%2F%2Fshopify%2FProduct%2F7"]);
  expect(heading()).toBe("Piccaso images");
  expect(document.querySelector("s-admin-block")?.getAttribute("collapsedsummary")).toBe("1 image waits for review");
  expect([...document.querySelectorAll("s-badge")].map((badge) => badge.textContent)).toEqual(["To review", "On the product"]);
  expect([...document.querySelectorAll("s-link")].map((link) => link.getAttribute("href"))).toEqual(["app:review?run=r3", "app:runs/r4"]);
  expect(shown()).toContain("Run 4, White square, 2026-11-29T10:00:00.000Z");
  fireEvent.click(button("Create images"));
  expect(navigate).toHaveBeenCalledWith("extension://piccaso-create-images");
});

test("a product of which nothing was made says so, and one whose images are all decided has nothing waiting", async () => {
  await open({ "GET product": () => ({ newest: [], awaiting: 0, lastRun: null }) });
  await sees("No images were made of this product yet.");
  extension.tearDown();

  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("product-images") });
  extension.shopify.data.selected = [{ id: "gid://shopify/Product/7" }];
  await open({ "GET product": () => ({ newest: [{ ...output, state: "approved" }], awaiting: 0, lastRun }) });
  await sees("Nothing waits for review");
});

test("what the app refuses is shown in its words, an answer that does not fit is not shown at all", async () => {
  await open({ "GET product": () => new Refusal(401, "not_signed_in", "Open Piccaso from your Shopify admin.") });
  await sees("Open Piccaso from your Shopify admin.");
  extension.tearDown();

  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("product-images") });
  extension.shopify.data.selected = [{ id: "gid://shopify/Product/7" }];
  await open({ "GET product": () => ({ newest: [{ id: 1 }], awaiting: "many", lastRun: null }) });
  await sees("Piccaso could not be reached.");
});
