import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

const CLIENT = "build/client";
const Part = z.object({ module: z.string(), imports: z.array(z.string()).default([]) });
const Manifest = z.object({ url: z.string(), entry: Part, routes: z.record(z.string(), Part.extend({ parentId: z.string().optional() })) });

/** Kilobytes (gzip) of the JavaScript that opening a page of the build needs: its own, its shell's, and what both import at once. `route` is its id in app/routes.ts. */
export function pageScriptKb(route: string): number {
  const { url, entry, routes } = manifest();
  const files = new Set([url, entry.module, ...entry.imports]);
  for (let id: string | undefined = route; id !== undefined;) {
    const part: z.output<typeof Manifest>["routes"][string] | undefined = routes[id];
    if (!part) throw new Error(`the build has no route ${id}`);
    for (const file of [part.module, ...part.imports]) files.add(file);
    id = part.parentId;
  }
  return [...files].reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(CLIENT, file))).byteLength, 0) / 1_000;
}

/** What the build tells the browser of its routes: a script that sets one global. */
function manifest(): z.output<typeof Manifest> {
  const assets = path.join(CLIENT, "assets");
  const name = fs.readdirSync(assets).find((file) => /^manifest-.+\.js$/.test(file));
  if (name === undefined) throw new Error("the build has no manifest");
  return Manifest.parse(JSON.parse(fs.readFileSync(path.join(assets, name), "utf8").replace(/^window\.__remixManifest=/, "").replace(/;$/, "")));
}
