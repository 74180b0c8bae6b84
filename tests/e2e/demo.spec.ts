import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { SKILLS } from "../../scripts/demo/options.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-demo-test-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs the demo as `npm run demo -- …` does. */
async function demo(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ["scripts/run-ts.mjs", "scripts/demo/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const told = { out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => { told.out += text.toString(); });
  child.stderr.on("data", (text: Buffer) => { told.err += text.toString(); });
  const code = await new Promise<number | null>((resolve) => { child.once("close", resolve); });
  return { code, ...told };
}

test("the demo plays the main job on three products, writes figures and pictures, and finds no contradiction", async () => {
  const json = path.join(folder, "figures/demo.json");
  const out = path.join(folder, "pictures");
  const ran = await demo("--limit", "3", "--json", json, "--out", out);
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toMatch(/Every figure agrees with the shop/);
  const { wallMs, ...figures } = z.object({ wallMs: z.number().positive() }).loose().parse(JSON.parse(fs.readFileSync(json, "utf8")));
  expect(figures).toEqual({
    products: 3, items: 3, succeeded: 3, failed: 0, uncertain: 0, outputs: 3, approved: 3, published: 3, undone: 1,
    quotedMaxMicros: 0, spentMicros: 0, ledgerMicros: 0, calls: {}, problems: [],
  });
  expect(wallMs).toBeGreaterThan(0);
  const names = fs.readdirSync(out).sort();
  expect(names.filter((name) => /^00[123]-[\w-]+-before\.\w+$/.test(name))).toHaveLength(3);
  expect(names.filter((name) => /^00[123]-[\w-]+-after\.jpg$/.test(name))).toHaveLength(3);
  expect(names).toHaveLength(7);
  expect(await sharp(path.join(out, "contact-sheet.jpg")).metadata()).toMatchObject({ format: "jpeg" });
});

test("an option that does not fit and a catalog that is not there each get one sentence and no stack", async () => {
  expect(await demo("--skill", "sepia")).toEqual({ code: 2, out: "", err: `--skill knows no “sepia”. Choose one of ${SKILLS.join(", ")}.\n` });
  const missing = path.join(folder, "no-catalog");
  expect(await demo("--catalog", missing)).toEqual({ code: 1, out: "", err: `${path.join(missing, "products.csv")} is not there. A catalog is a folder with products.csv and its images.\n` });
});
