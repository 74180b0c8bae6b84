import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";

const INPUTS = ["app", "public", "prisma/schema.prisma", "vite.config.ts", "remix.config.js", "package-lock.json", "tsconfig.json"];
const STAMP = "build/.inputs";

/** Builds what production runs: the Remix app, and the processes beside it. Skips the work when nothing changed. Returns whether it built. */
export async function build(force = false): Promise<boolean> {
  const inputs = hashOf(INPUTS);
  if (!force && fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === inputs) return false;
  generateClient();
  run("node_modules/@remix-run/dev/dist/cli.js", ["vite:build"]);
  await bundle({
    entryPoints: { web: "app/web.server.ts", worker: "app/worker.server.ts", migrate: "app/migrate.server.ts", vault: "app/vault.server.ts", spending: "app/spending.server.ts", "decode-child": "app/platform/decode/decode-child.ts" },
    outdir: "build", bundle: true, platform: "node", format: "esm", target: "node20", packages: "external", sourcemap: true, logLevel: "warning",
  });
  fs.writeFileSync(STAMP, inputs);
  return true;
}

/** Prisma's client is generated, never committed. Without a network: the address only has to look like one. */
export function generateClient(): void {
  const stamp = "app/platform/generated/.schema";
  const schema = hashOf(["prisma/schema.prisma", "package-lock.json"]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === schema) return;
  run("node_modules/prisma/build/index.js", ["generate"]);
  fs.writeFileSync(stamp, schema);
}

function run(script: string, args: readonly string[]): void {
  const ran = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8", env: { ...process.env, NODE_ENV: "production", DATABASE_URL: process.env["DATABASE_URL"] ?? "postgresql://unused@127.0.0.1:5432/unused", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (ran.status !== 0) throw new Error(`${script} ${args.join(" ")} failed:\n${ran.stdout}\n${ran.stderr}`);
}

function hashOf(names: readonly string[]): string {
  const hash = createHash("sha256");
  const visit = (name: string): void => {
    if (name.includes("platform/generated") || name.includes(".test.")) return;
    const stat = fs.statSync(name, { throwIfNoEntry: false });
    if (stat?.isDirectory()) fs.readdirSync(name).sort().forEach((child) => visit(path.join(name, child)));
    else if (stat) hash.update(name).update(fs.readFileSync(name));
  };
  names.forEach(visit);
  return hash.digest("hex");
}

if (process.argv[1]?.endsWith("build.ts")) {
  await build(process.argv.includes("--force"));
  console.log("Built into build/.");
}
