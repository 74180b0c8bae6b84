import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { z } from "zod";

const Ready = z.object({ port: z.number().positive() });
const here = path.dirname(fileURLToPath(import.meta.url));

/** Builds the bare page with the product's bundler and serves it in a process of its own, in a frame below /admin. `bridge` is App Bridge's address, for a page that is looked at in a browser. */
export async function startBarePage(bridge = ""): Promise<{ readonly address: string; close(): void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-bare-"));
  await build({
    configFile: false, root: here, logLevel: "error", define: { "process.env.NODE_ENV": '"production"' },
    build: { outDir: folder, target: "es2022", rollupOptions: { input: path.join(here, "client.tsx"), output: { entryFileNames: "[name].js" } } },
    esbuild: { jsx: "automatic" },
  });
  fs.copyFileSync("node_modules/@shopify/polaris/build/esm/styles.css", path.join(folder, "styles.css"));
  const child = fork(path.join(here, "server.tsx"), [folder, "client.js", bridge], { execArgv: ["--import", "tsx"], env: { ...process.env, NODE_ENV: "production" } });
  const { port } = Ready.parse(await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error("the bare page could not be served")));
  }));
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      child.kill("SIGKILL");
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
