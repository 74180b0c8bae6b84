// `npm start`: installs what is missing, then starts everything. In this very process, so that Ctrl-C has one owner.
import { ensureInstall, root } from "./ensure-install.mjs";

ensureInstall();
process.chdir(root);
const { register } = await import("tsx/esm/api");
register();
await import("./start/main.ts");
