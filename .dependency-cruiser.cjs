// Each rule is one line of the house (ARCHITECTURE.md): what a folder may import besides itself.
const TESTS = "\\.test\\.tsx?$";
const may = (folder, ...others) => ({
  name: `${folder}-imports-only-${others.join("-") || "itself"}`,
  severity: "error",
  from: { path: `^app/${folder}/`, pathNot: TESTS },
  to: { path: "^(app|sandbox|scripts|tests|bench)/", pathNot: [folder, ...others].map((other) => `^app/${other}(/|$)`) },
});
const FEATURES = ["accounts", "billing", "keys", "calls", "images", "assets", "catalog", "skills", "runs", "automations", "reviews", "publications", "agents", "privacy"];
// Who may look across workspaces: the dispatcher, the sweeps, the inbox, and who finds a workspace. Nobody else, and never a page.
const ACROSS = ["accounts/(store|check-readiness)", "automations/due-automations", "billing/refresh-stale-plans", "catalog/due-catalogs", "images/delete-bytes", "keys/rewrap-keys", "privacy/(erase-shop|process-webhook|prune-inbox|receive-webhooks|remind-privacy|requeue-inbox|store)", "publications/requeue-stuck", "reviews/expire", "runs/(dispatch|end-waiting)"];
// What the two roots fill or hold may be reached by the edges alone.
const ROOTS = ["context\\.server\\.ts"];

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: { pathNot: "generated/" }, to: { circular: true } },
    may("core"),
    may("nodes", "core"),
    may("providers", "core"),
    may("platform", "core"),
    may("features", "core", "platform"),
    may("jobs", "core", "features"),
    may("ui", "core"),
    may("canvas", "core", "ui"),
    may("routes", "core", "features", "canvas", "ui", "platform/shopify", "platform/env\\.server\\.ts", "platform/http/document-policy\\.server\\.ts", ...ROOTS),
    ...FEATURES.map((feature, place) => ({
      name: `${feature}-imports-no-higher-feature`, severity: "error",
      from: { path: `^app/features/${feature}/`, pathNot: TESTS }, to: { path: `^app/features/(${FEATURES.slice(place + 1).join("|") || "none"})/` },
    })),
    { name: "stores-are-private-to-their-feature", severity: "error", from: { path: "^app/features/([^/]+)/" }, to: { path: "^app/features/[^/]+/store\\.server\\.ts$", pathNot: "^app/features/$1/" } },
    { name: "stores-stay-in-features", severity: "error", from: { pathNot: ["^app/features/", "^bench/"] }, to: { path: "^app/features/[^/]+/store\\.server\\.ts$" } },
    { name: "core-and-nodes-run-anywhere", severity: "error", from: { path: "^app/(core|nodes)/", pathNot: TESTS }, to: { dependencyTypes: ["core", "npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/zod/" } },
    { name: "adapters-know-their-own-library-only", severity: "error", from: { path: "^app/providers/", pathNot: TESTS }, to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/(zod|openai|@google/generative-ai)/" } },
    { name: "libraries-of-providers-stay-in-their-adapter", severity: "error", from: { pathNot: ["^app/providers/(openai|gemini)(\\.ts$|/)", "^sandbox/providers/(openai|gemini)/.+\\.test\\.ts$"] }, to: { path: "node_modules/(openai|@google/generative-ai)/" } },
    { name: "client-folders-never-touch-server-files", severity: "error", from: { path: "^app/(core|nodes|ui|canvas)/", pathNot: TESTS }, to: { path: "\\.server\\." } },
    { name: "the-database-is-opened-by-its-wrappers-only", severity: "error", from: { path: "^app/", pathNot: ["^app/platform/db/", "^app/context\\.server\\.ts$"] }, to: { path: "^app/platform/db/open\\.server\\.ts$" } },
    { name: "the-system-role-is-for-a-listed-few", severity: "error", from: { path: "^app/", pathNot: ["^app/platform/(db|queue)/", "^app/worker\\.server\\.ts$", ...ACROSS.map((file) => `^app/features/${file}\\.server\\.ts$`)] }, to: { path: "^app/platform/db/with-system\\.server\\.ts$" } },
    { name: "the-prisma-client-stays-behind-the-wrappers", severity: "error", from: { path: "^app/", pathNot: ["^app/platform/(db|generated)/", "^app/features/"] }, to: { path: "^app/platform/generated/" } },
    { name: "each-skin-belongs-to-its-shell", severity: "error", from: { pathNot: ["^app/routes/shells/", "^app/ui/(polaris|studio)", "^tests/support/gallery-entry", "^bench/canvas-page/"] }, to: { path: "^app/ui/(polaris|studio)-" } },
    { name: "pages-know-no-component-library", severity: "error", from: { path: "^app/(routes/pages|ui|canvas)/", pathNot: ["^app/ui/(polaris|studio)", TESTS] }, to: { path: "node_modules/(@shopify/polaris|@shopify/app-bridge-react|react-aria-components)/" } },
    { name: "jobs-belong-to-the-worker", severity: "error", from: { path: "^app/", pathNot: ["^app/worker\\.server\\.ts$", "^app/jobs/"] }, to: { path: "^app/jobs/" } },
    { name: "app-never-sees-the-sandbox", severity: "error", from: { path: "^app/", pathNot: TESTS }, to: { path: "^(sandbox|tests|scripts)/" } },
    { name: "sandbox-shares-nothing-with-app", severity: "error", from: { path: "^sandbox/" }, to: { path: "^app/" } },
    { name: "extensions-share-nothing-with-app", severity: "error", from: { path: "^extensions/", pathNot: TESTS }, to: { path: "^(app|sandbox|scripts|tests|bench)/" } },
    { name: "an-extension-knows-itself-and-what-is-shared", severity: "error", from: { path: "^extensions/([^/]+)/" }, to: { path: "^extensions/", pathNot: ["^extensions/$1/", "^extensions/shared/"] } },
    { name: "what-extensions-share-knows-none-of-them", severity: "error", from: { path: "^extensions/shared/" }, to: { path: "^extensions/", pathNot: "^extensions/shared/" } },
    { name: "app-knows-no-extension", severity: "error", from: { path: "^(app|sandbox)/" }, to: { path: "^extensions/" } },
    { name: "preact-is-for-extensions", severity: "error", from: { path: "^(app|sandbox|scripts|bench)/" }, to: { path: "node_modules/(preact|@preact|@shopify/ui-extensions)/" } },
    { name: "nothing-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: ["\\?url$", "^build/"] } },
  ],
  options: { doNotFollow: { path: "node_modules" }, tsPreCompilationDeps: true, tsConfig: { fileName: "tsconfig.json" }, enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] }, exclude: { path: "\\?url$" } },
};
