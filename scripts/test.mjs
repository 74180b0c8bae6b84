// `npm test`: everything, quick suites first, each step only once the one before has passed. Installs what is missing.
import { spawnSync } from "node:child_process";
import { ensureInstall, root } from "./ensure-install.mjs";

ensureInstall();
const bin = (name) => `node_modules/${name}`;
const STEPS = [
  ["prepare", ["--import", "tsx", "scripts/prepare-test.ts"]],
  ["types", [bin("typescript/bin/tsc"), "--noEmit"]],
  ["lint", [bin("eslint/bin/eslint.js"), ".", "--max-warnings", "0"]],
  ["boundaries", [bin("dependency-cruiser/bin/dependency-cruise.mjs"), "app", "sandbox", "scripts", "tests", "bench", "extensions", "--config", ".dependency-cruiser.cjs"]],
  ["unit", [bin("vitest/vitest.mjs"), "run", "--project", "unit"]],
  ["database", [bin("vitest/vitest.mjs"), "run", "--project", "db"]],
  ["build", ["--import", "tsx", "scripts/build.ts"]],
  ["browser", [bin("vitest/vitest.mjs"), "run", "--project", "e2e"]],
];
const only = process.argv.slice(2);
let passed = 0;
for (const [name, args] of STEPS) {
  if (only.length && name !== "prepare" && !only.includes(name)) continue;
  console.log(`\n== ${name}`);
  const started = Date.now();
  const ran = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "test" } });
  console.log(`== ${name}: ${ran.status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
  if (ran.status !== 0) {
    console.log(`\n${passed} passed, 1 failed`);
    process.exit(1);
  }
  passed += 1;
}
console.log(`\n${passed} passed, 0 failed`);
