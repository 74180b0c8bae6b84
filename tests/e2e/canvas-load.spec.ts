import fs from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { build } from "../../scripts/build.ts";

const ASSETS = "build/client/assets";
/** Class names of the builder and of React Flow, as they stand in the built files. */
const OURS = /cv-builder|react-flow__/;
const Manifest = z.object({
  entry: z.object({ module: z.string(), imports: z.array(z.string()) }),
  routes: z.record(z.string(), z.object({ path: z.string().optional(), parentId: z.string().optional(), module: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) })),
});

let manifest: z.output<typeof Manifest>;
beforeAll(async () => {
  await build();
  const [name = ""] = fs.readdirSync(ASSETS).filter((file) => /^manifest-.+\.js$/.test(file));
  manifest = Manifest.parse(JSON.parse(fs.readFileSync(path.join(ASSETS, name), "utf8").replace(/^window\.__remixManifest=/, "").replace(/;$/, "")));
});

const read = (address: string) => fs.readFileSync(path.join("build/client", address), "utf8");

/** Everything that is loaded with a module: what it imports at once, and what that imports. */
function loaded(open: readonly string[]): string[] {
  const found = new Set(open);
  for (const address of found) {
    if (!address.endsWith(".js")) continue;
    for (const [, name] of read(address).matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g)) if (name) found.add(path.posix.join(path.posix.dirname(address), name));
  }
  return [...found];
}

test("on both mounts the builder's code and styles are loaded by its own page and by no other", () => {
  const holds = (files: readonly string[]) => loaded(files).some((address) => OURS.test(read(address)));
  const pages = Object.entries(manifest.routes).filter(([, { module, imports, css }]) => holds([module, ...imports, ...css])).map(([id]) => id);
  expect(holds([manifest.entry.module, ...manifest.entry.imports])).toBe(false);
  expect(pages.map((id) => manifest.routes[id]?.path)).toEqual(["skills/:skillId/edit", "skills/:skillId/edit"]);
  expect(pages.map((id) => `${manifest.routes[id]?.parentId} ${(manifest.routes[id]?.css ?? []).length > 0}`).sort()).toEqual(["app true", "studio true"]);
});
