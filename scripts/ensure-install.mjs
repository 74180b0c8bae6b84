import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const OLDEST = [20, 19];

/** Installs the locked packages where they are missing or of another lock file. Plain JavaScript: it runs before anything is installed. */
export function ensureInstall() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    console.error(`Piccaso needs Node 22 or newer (20.19 works too); this is ${process.version}.`);
    process.exit(1);
  }
  const lock = createHash("sha256").update(fs.readFileSync(path.join(root, "package-lock.json"))).digest("hex");
  const stamp = path.join(root, "node_modules/.piccaso-lock");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages. This takes a minute the first time.");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const installed = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: "inherit", shell: process.platform === "win32", env: { ...process.env, NODE_ENV: "development" } });
  if (installed.status !== 0) {
    console.error("The packages could not be installed. See the message of npm above.");
    process.exit(installed.status ?? 1);
  }
  fs.writeFileSync(stamp, lock);
}
