// @vitest-environment happy-dom
/** @jsxImportSource preact */
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { button, heading, pressable, Refusal, shown, standIn, wordsOf, type Answers, type Heard } from "../../../tests/support/extension-stage.ts";

const PRODUCT = "gid://shopify/Product/7";
const SKILL = "11111111-1111-4111-8111-111111111111";
const RUN = "22222222-2222-4222-8222-222222222222";
const quote = { products: 1, title: "Blue Plimsolls", photo: null, problems: [], missingKeys: [], buys: true, expectedMicros: 106_000, maximumMicros: 113_500, models: ["Gemini 3 Flash Image"], typicalMs: 9_400 };
const run = { id: RUN, number: 4, skillName: "Lifestyle scenes", state: "running", say: null, itemCount: 1, done: 0, left: 1, awaiting: 0, asking: 0, secondsLeft: null, money: { spentMicros: 53_000, reservedMicros: 60_000 }, needs: [], items: [{ title: "Blue Plimsolls", state: "running", photo: "https://cdn.example/p.jpg", image: null }] };
const output = { id: "o1", runId: RUN, productId: PRODUCT, skillName: "Lifestyle scenes", url: "https://app.example/o1.webp", before: null, altText: "Plimsolls on a ledge", altOnly: false, state: "awaiting", publishedAt: null, expiresAt: null };
const skills = { skills: [{ id: SKILL, name: "Lifestyle scenes", description: "Puts the product into a room", eachMicros: 53_000 }, { id: "other", name: "White square", description: "White ground", eachMicros: null }], paused: false, mayPublish: true };
const form = { versionId: "v1", questions: [{ key: "mood", kind: "choice", label: "Mood", help: "", value: "warm", options: ["warm", "cool"] }] };
const base: Answers = { "GET skills": () => skills, [`GET skills/${SKILL}`]: () => form, [`POST skills/${SKILL}`]: () => quote, "POST runs": () => ({ runId: RUN }) };

const extension = getExtension("admin.product-details.action.render");
function setUp(): void {
  extension.setUp();
  Object.assign(extension.shopify.i18n, { translate: wordsOf("create-images") });
  extension.shopify.data.selected = [{ id: PRODUCT }];
}
beforeEach(setUp);
afterEach(() => extension.tearDown());

/** Closes the action, so that it can be opened anew. */
function reopen(): void {
  extension.tearDown();
  setUp();
}

/** Opens the action with an app that answers so. */
async function open(answers: Answers): Promise<Heard[]> {
  const app = standIn(answers);
  extension.fetch = app.fetch;
  await extension.render();
  return app.heard;
}

/** Until it is read; a poll comes every second and a half. */
const sees = (text: string | RegExp) => waitFor(() => expect(shown()).toMatch(text), { timeout: 6_000 });

test("while skills are read it says that it loads, and a workspace without one is told where they are made", async () => {
  let answer: (value: object) => void = () => undefined;
  const held = new Promise<object>((resolve) => { answer = resolve; });
  await open({ "GET skills": () => held });
  expect(document.querySelector("s-admin-action")?.getAttribute("loading")).not.toBeNull();
  answer({ skills: [], paused: false, mayPublish: true });
  await sees("No published skill yet");
  expect(document.querySelector("s-link")?.getAttribute("href")).toBe("app:skills");
  expect(() => button("Create images")).toThrow();
});

test("the quote stands before the button, and the button says the most that it spends", async () => {
  await open(base);
  await sees("$0.11 expected, never more than $0.12");
  expect(heading()).toBe("Create images for Blue Plimsolls");
  expect(shown()).toContain("1 product · Gemini 3 Flash Image · about 10 seconds a product");
  expect(pressable("Create images, up to $0.12")).toBe(true);
});

test("another skill and another answer are quoted anew, and until then nothing can be started", async () => {
  let prices = 0;
  const heard = await open({ ...base, [`POST skills/${SKILL}`]: () => ({ ...quote, maximumMicros: (prices += 1) * 100_000 }), "GET skills/other": () => ({ versionId: "v2", questions: [] }), "POST skills/other": () => ({ ...quote, buys: false, expectedMicros: 0, maximumMicros: 0, models: [], typicalMs: 0 }) });
  await waitFor(() => button("Create images, up to $0.10"));
  const mood = document.querySelector("s-select[label=Mood]");
  if (!mood) throw new Error("no question");
  Object.assign(mood, { value: "cool" });
  fireEvent.change(mood);
  await waitFor(() => button("Create images, up to $0.20"));
  expect(heard.at(-1)?.body).toEqual({ versionId: "v1", productIds: [PRODUCT], answers: { mood: { kind: "text", text: "cool" } } });
  const list = document.querySelector("s-choice-list");
  if (!list) throw new Error("no skills");
  Object.assign(list, { values: ["other"] });
  fireEvent.change(list);
  await waitFor(() => expect(pressable("Create images")).toBe(false));
  await sees("No cost");
  expect(pressable("Create images")).toBe(true);
});

test("a skill without a working key cannot be started and says which key it needs", async () => {
  await open({ ...base, [`POST skills/${SKILL}`]: () => ({ ...quote, missingKeys: ["Google Gemini"] }) });
  await sees("This skill needs a working API key of Google Gemini.");
  expect(pressable("Create images, up to $0.12")).toBe(false);
});

test("a skill that asks for a file leads to the run form of the app", async () => {
  await open({ ...base, [`GET skills/${SKILL}`]: () => ({ versionId: "v1", questions: [{ key: "u", kind: "upload", label: "Label", help: "" }] }) });
  await sees("“Label” needs an image that cannot be chosen here.");
  expect(document.querySelector("s-banner s-link")?.getAttribute("href")).toBe(`app:skills/${SKILL}/run?ids[]=7`);
  expect(pressable("Create images")).toBe(false);
});

test("a product is run, watched, reviewed and published without leaving the page", async () => {
  let state: object = run;
  let decided: object = output;
  let publication = "working";
  const close = vi.fn();
  extension.shopify.close = close;
  const heard = await open({
    ...base, [`GET runs/${RUN}`]: () => state, "GET outputs": () => ({ outputs: state === run ? [] : [decided], total: 1 }),
    "POST outputs": () => { decided = { ...output, state: "approved" }; return { changed: ["o1"], missed: [] }; },
    "GET publications": () => ({ products: [{ productId: PRODUCT, title: "Blue Plimsolls", blocked: null, now: [{ url: "https://cdn.example/1.jpg", alt: "" }, { url: "https://cdn.example/2.jpg", alt: "" }], outputs: [{ id: "o1", altText: "Plimsolls on a ledge" }] }] }),
    "POST publications": () => ({ publicationId: "p1" }), "GET publications/p1": () => ({ id: "p1", number: 1, images: 1, state: publication, say: null }),
  });
  await waitFor(() => expect(pressable("Create images, up to $0.12")).toBe(true));
  fireEvent.click(button("Create images, up to $0.12"));
  await sees("$0.05 spent, $0.06 held for calls under way");
  expect(heard.find(({ what }) => what === "POST runs")?.body).toMatchObject({ versionId: "v1", productIds: [PRODUCT], answers: { mood: { kind: "text", text: "warm" } }, capMicros: 113_500 });
  expect(shown()).toContain("You can close this, it goes on.");

  state = { ...run, state: "done", done: 1, left: 0, awaiting: 1 };
  await waitFor(() => expect(heading()).toBe("Review 1 image"), { timeout: 6_000 });
  expect(pressable("Publish 0 images")).toBe(false);
  fireEvent.click(button("Approve"));
  await sees("Added after your 2 photos. Undo puts the product back exactly as it is now.");
  fireEvent.click(button("Publish 1 image"));
  await sees("Shopify is processing.");
  expect(heard.find(({ what }) => what === "POST publications")?.body).toEqual({ products: [{ productId: PRODUCT, outputs: [{ id: "o1", altText: "Plimsolls on a ledge" }] }] });
  publication = "published";
  await sees("1 image is on the product. You can undo it any time later.");
  expect(heading()).toBe("Published");
  fireEvent.click(button("Close"));
  expect(close).toHaveBeenCalledOnce();
});

const done = { ...run, state: "done", done: 1, left: 0, awaiting: 1 };
const atReview = (more: Answers): Answers => ({ ...base, [`GET runs/${RUN}`]: () => done, "GET outputs": () => ({ outputs: [output], total: 1 }), ...more });

/** Starts a run as soon as that can be done. */
async function start(): Promise<void> {
  await waitFor(() => expect(pressable("Create images, up to $0.12")).toBe(true));
  fireEvent.click(button("Create images, up to $0.12"));
}

test("who may not publish can approve, and reads who can", async () => {
  const heard = await open(atReview({ "GET skills": () => ({ ...skills, mayPublish: false }), "GET outputs": () => ({ outputs: [{ ...output, state: "approved" }], total: 1 }) }));
  await start();
  await sees("Only approvers, builders and the owner can publish.");
  expect(pressable("Publish 1 image")).toBe(false);
  expect(heard.some(({ what }) => what.startsWith("GET publications"))).toBe(false);
});

test("a product that cannot be published says why, and so does a publication that failed", async () => {
  let blocked: string | null = "This product has 250 media and Shopify allows 250. Remove some first.";
  await open(atReview({
    "GET outputs": () => ({ outputs: [{ ...output, state: "approved" }], total: 1 }), "POST outputs": () => ({ changed: ["o1"], missed: [] }),
    "GET publications": () => ({ products: [{ productId: PRODUCT, title: "", blocked, now: [], outputs: [{ id: "o1", altText: "" }] }] }), "POST publications": () => ({ publicationId: "p1" }),
    "GET publications/p1": () => ({ id: "p1", number: 1, images: 1, state: "failed", say: "Shopify could not process this image." }),
  }));
  await start();
  await sees("Remove some first.");
  expect(pressable("Publish 1 image")).toBe(false);
  reopen();

  blocked = null;
  await open(atReview({
    "GET outputs": () => ({ outputs: [{ ...output, state: "approved" }], total: 1 }),
    "GET publications": () => ({ products: [{ productId: PRODUCT, title: "", blocked, now: [], outputs: [{ id: "o1", altText: "" }] }] }), "POST publications": () => ({ publicationId: "p1" }),
    "GET publications/p1": () => ({ id: "p1", number: 1, images: 1, state: "failed", say: "Shopify could not process this image." }),
  }));
  await start();
  await waitFor(() => expect(pressable("Publish 1 image")).toBe(true));
  fireEvent.click(button("Publish 1 image"));
  await sees("Shopify could not process this image.");
  expect(heading()).toBe("Not published");
});

test("a run is stopped, and a run that made nothing says what stopped it", async () => {
  let state: object = run;
  const heard = await open({ ...base, [`GET runs/${RUN}`]: () => state, "GET outputs": () => ({ outputs: [], total: 0 }), [`POST runs/${RUN}`]: () => { state = { ...run, state: "cancelled", left: 0, needs: [{ say: "This product has no photo.", products: 1 }] }; return { did: "cancelled" }; } });
  await start();
  await waitFor(() => button("Stop"));
  fireEvent.click(button("Stop"));
  await sees("Stopped at 0 of 1");
  expect(heard.find(({ what }) => what === `POST runs/${RUN}`)?.body).toEqual({ do: "cancel" });
  expect(shown()).toContain("This product has no photo.");
  expect(() => button("Stop")).toThrow();
});

test("a refusal is shown in the app's words, an app that does not answer in ours, and a token that ended is asked for once more", async () => {
  await open({ ...base, "POST runs": () => new Refusal(409, "spending_stopped", "Spending is stopped. Keys and spend says who can allow it again.") });
  await start();
  await sees("Spending is stopped.");
  expect(pressable("Create images, up to $0.12")).toBe(true);
  reopen();

  await open({});
  await sees("Piccaso could not be reached. Nothing was changed.");
  reopen();

  let asked = 0;
  await open({ ...base, "GET skills": () => ((asked += 1) === 1 ? new Refusal(401, "not_signed_in", "Open Piccaso from your Shopify admin.", { "x-shopify-retry-invalid-session-request": "1" }) : skills) });
  await sees("Lifestyle scenes");
  expect(asked).toBe(2);
});
