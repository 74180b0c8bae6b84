import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../app/core/errors.ts";
import { can, ROLES, type Verb } from "../app/core/permissions.ts";

const FEATURES = "app/features";

/** Every use case that a member can ask for, by what it needs. */
const DOORS: Readonly<Record<Verb, readonly string[]>> = {
  "read": [
    "automations/automatable-skills", "automations/list-automations", "calls/export-calls", "calls/item-calls", "calls/month-spend", "catalog/get-catalog", "catalog/list-catalog-values", "catalog/list-collections", "catalog/list-selections", "catalog/sample-products", "catalog/search-products", "catalog/view-selection",
    "keys/list-key-events", "keys/list-keys", "keys/working-providers", "publications/get-publication", "publications/list-publications", "reviews/approved-results", "reviews/comment-output",
    "reviews/get-output", "reviews/list-outputs", "reviews/newest-result", "reviews/product-images", "reviews/version-results", "runs/get-item", "runs/get-run", "runs/get-test", "runs/list-approvals", "runs/list-runs",
    "skills/compare-versions", "skills/export-skill", "skills/get-builder", "skills/get-skill", "skills/get-version", "skills/template-picture",
  ],
  "edit-skills": ["skills/archive-skill", "skills/copy-draft", "skills/create-blank-skill", "skills/create-skill", "skills/duplicate-skill", "skills/import-skill", "skills/publish-skill", "skills/restore-version", "skills/save-draft", "skills/save-graph", "skills/unarchive-skill"],
  "run": [
    "calls/decide-uncertain", "calls/set-run-cap", "catalog/ask-catalog", "catalog/delete-selection", "catalog/rename-selection", "catalog/save-selection", "runs/cancel-run", "runs/get-run-form", "runs/pause-run", "runs/quote-answers", "runs/redo-outputs", "runs/resume-run", "runs/retry-items",
    "runs/start-run", "runs/start-test", "runs/upload-answer",
  ],
  "edit-assets": ["assets/create-folder", "assets/delete-assets", "assets/move-assets", "assets/upload-asset", "runs/pin-output"],
  "decide": ["reviews/assign-outputs", "reviews/decide-outputs", "runs/decide-approvals"],
  "publish": ["publications/check-publication", "publications/delete-loose-files", "publications/plan-publication", "publications/start-publication", "publications/undo-publication"],
  "manage": [
    "accounts/readmit-member", "accounts/remove-member", "accounts/save-settings", "accounts/set-member-role", "automations/create-automation", "automations/delete-automation", "automations/pause-automation", "automations/resume-automation", "billing/choose-plan", "keys/add-key", "keys/check-key", "keys/remove-key", "keys/rotate-key",
    "keys/set-caps", "keys/switch-spending", "privacy/close-privacy-request",
  ],
};

/** What changes something of a workspace and asks for no permission, with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  "accounts/dismiss-welcome": "a card that every member may put away", "accounts/see-notice": "whoever reads a notice has seen it",
  "calls/resume-step": "a step of a run: asked when it was started", "calls/settle-call": "a step of a run: asked when it was started", "runs/ask-approval": "a step of a run: asked when it was started",
  "runs/settle-item": "a step of a run: asked when it was started", "keys/key-for-call": "a step of a run: asked when it was started", "keys/tell-caps": "told when a call is settled", "images/keep-image": "part of use cases that have asked",
  "keys/verify-key": "a job: asked when the key was added or checked", "catalog/apply-changes": "a job: Shopify said what has changed",
  "automations/fire-schedules": "a job: asked when it was made", "automations/fire-triggers": "a job: asked when it was made", "catalog/catalog-news": "a job: asked when the trigger was made",
  "assets/keep-photo": "a job: asked when it was published", "publications/keep-originals": "a job: asked when it was published", "publications/order-and-link": "a job: asked when it was published",
  "publications/product-work": "a job: asked when it was published", "publications/settle-product": "a job: asked when it was published", "publications/turn": "a job: asked when it was published",
  "publications/restore-photos": "a job: asked when it was undone", "publications/settle-undo": "a job: asked when it was undone", "publications/undo-product": "a job: asked when it was undone",
};

const files = fs.readdirSync(FEATURES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".server.ts")).map((file) => ({ name: file.replaceAll(path.sep, "/").replace(".server.ts", ""), text: fs.readFileSync(path.join(FEATURES, file), "utf8") }));
const doors = Object.entries(DOORS).flatMap(([verb, names]) => names.map((name) => ({ verb, name })));
const WRITES = /\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(|\$executeRaw|\b(insert into|update "|delete from)/;

test("every use case that asks for a permission is in the table, and what changes something without one has a reason", () => {
  expect(files.filter(({ text }) => text.includes("requireCan(at.actor")).map(({ name }) => name).sort()).toEqual(doors.map(({ name }) => name).sort());
  const unasked = files.filter(({ text }) => text.includes("at: WorkspaceContext") && WRITES.test(text) && !text.includes("requireCan("));
  expect(unasked.map(({ name }) => name).sort()).toEqual(Object.keys(OPEN).sort());
});

/** Everything behind the door. */
class Beyond extends Error {}

/** A context of which nothing but the actor can be reached. */
const closed = (actor: object) => new Proxy({ actor }, { get: (target, key) => { if (key === "actor") return target.actor; throw new Beyond(String(key)); } });
/** Input of any shape; awaited it is itself. */
const anything: unknown = new Proxy(() => anything, { get: (_target, key) => (key === "then" ? undefined : key === Symbol.iterator ? Array.prototype[Symbol.iterator].bind([]) : anything), apply: () => anything });

/** What the door says to somebody: undefined where they get in. */
async function refusal(ask: (...args: unknown[]) => unknown, actor: object): Promise<string | undefined> {
  try {
    await ask(closed(actor), anything, anything);
    return undefined;
  } catch (thrown) {
    return thrown instanceof AppError && (thrown.code === "not_allowed" || thrown.code === "plan_paused") ? thrown.code : undefined;
  }
}

test.each(doors)("$name asks for “$verb” before it touches anything: each role is refused exactly as the table of permissions says, and a paused member may look", async ({ name, verb }) => {
  const module: Record<string, unknown> = await import(path.resolve(FEATURES, `${name}.server.ts`));
  const asking = Object.values(module).filter((one) => typeof one === "function" && /requireCan\)?\(at\.actor/.test(String(one)));
  expect(asking.length).toBeGreaterThan(0);
  for (const ask of asking) {
    if (typeof ask !== "function") continue;
    const call = (...args: unknown[]) => Reflect.apply(ask, undefined, args);
    const known = (Object.keys(DOORS).find((one) => one === verb) ?? "read") as Verb; // eslint-disable-line @typescript-eslint/consistent-type-assertions -- a key of the table above
    for (const role of ROLES) {
      expect([role, await refusal(call, { memberId: "m", role })]).toEqual([role, can({ role }, known) ? undefined : "not_allowed"]);
      expect([role, await refusal(call, { memberId: "m", role, paused: true })]).toEqual([role, known === "read" ? undefined : "plan_paused"]);
    }
  }
});
