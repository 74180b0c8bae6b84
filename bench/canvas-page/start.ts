import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { z } from "zod";
import type { BuilderSkill } from "../../app/canvas/types.ts";
import { NODES } from "../../app/nodes/registry.ts";
import { modelCatalog } from "../../app/providers/catalog.ts";
import { largestSkill } from "./graph.ts";

const Address = z.object({ port: z.number().positive() });
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };
const here = import.meta.dirname;

/** What the page opens: the largest skill, with the real nodes and models. */
function skill(): BuilderSkill {
  const specs = NODES.map(({ type, version, title, description, category, inputs, outputs, schema, buys }) => ({ type, version, title, description, category, inputs, outputs, schema, buys }));
  return { id: "00000000-0000-4000-8000-000000000000", name: "The largest", revision: 1, graph: largestSkill(), savedAt: "2026-11-22T12:00:00.000Z", published: null, archived: false, versions: [], specs, models: modelCatalog.all() };
}

/** Builds the page with the product's bundler and serves it: /builder is ours, /plain is React Flow alone. */
export async function startCanvasPage(): Promise<{ readonly address: string; close(): void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-canvas-"));
  await build({
    configFile: false, root: here, logLevel: "error", define: { "process.env.NODE_ENV": '"production"', SKILL: JSON.stringify(skill()) },
    build: { outDir: folder, target: "es2022", cssCodeSplit: false, rollupOptions: { input: path.join(here, "client.tsx"), output: { entryFileNames: "client.js", assetFileNames: "[name][extname]" } } },
    esbuild: { jsx: "automatic" },
  });
  const page = '<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Canvas</title><link rel="stylesheet" href="/style.css"></head><body style="margin:0"><div id="root"></div><script type="module" src="/client.js"></script></body></html>';
  const server = http.createServer((request, response) => {
    request.resume();
    const file = path.join(folder, path.basename(request.url ?? ""));
    const found = request.method === "GET" && fs.statSync(file, { throwIfNoEntry: false })?.isFile();
    response.writeHead(200, { "content-type": `${found ? TYPES[path.extname(file)] ?? "application/octet-stream" : "text/html"}; charset=utf-8` }).end(found ? fs.readFileSync(file) : page);
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return {
    address: `http://127.0.0.1:${Address.parse(server.address()).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
