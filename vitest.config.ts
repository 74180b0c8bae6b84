import { defineConfig } from "vitest/config";

// The AWS client prints a warning on Node 20; the app tells it not to, and so do tests that use it alone.
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
const common = { env, globals: false, clearMocks: true, setupFiles: ["tests/support/strict-console.ts"], testTimeout: 30_000, hookTimeout: 120_000 };

// The tester of extensions imports their TypeScript, so it goes through vite too.
// Quick suites first: unit needs nothing, db a real PostgreSQL, e2e the whole product in a real browser.
export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: "unit", include: ["{app,sandbox,scripts,bench,tests,extensions}/**/*.test.{ts,tsx}"], exclude: ["**/*.db.test.ts", "**/node_modules/**"], server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } } } },
      { test: { ...common, name: "db", include: ["tests/**/*.db.test.ts"], globalSetup: ["tests/support/database-setup.ts"], maxWorkers: 2 } },
      { test: { ...common, name: "e2e", include: ["tests/e2e/**/*.spec.ts"], maxWorkers: 2, testTimeout: 240_000, hookTimeout: 240_000 } },
    ],
  },
});
