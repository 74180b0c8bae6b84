// Runs a TypeScript file of this project: `node scripts/run-ts.mjs FILE [arguments]`. Installs what is missing first.
import { spawn } from "node:child_process";
import { ensureInstall, root } from "./ensure-install.mjs";

ensureInstall();
const child = spawn(process.execPath, ["--import", "tsx", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
// Whoever stops this process means that one: it has things of its own to end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
