// Runs a TypeScript file of this project: `node scripts/run-ts.mjs FILE [arguments]`. Installs what is missing first.
import { spawnSync } from "node:child_process";
import { ensureInstall, root } from "./ensure-install.mjs";

ensureInstall();
const ran = spawnSync(process.execPath, ["--import", "tsx", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exit(ran.status ?? 1);
