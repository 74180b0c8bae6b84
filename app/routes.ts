import { index, route, type RouteConfig } from "@remix-run/route-config";

type Mount = "app" | "studio";

/** The pages, the same modules under both mounts; only the ids differ. */
const pages = (at: Mount) => [
  index("routes/pages/home.tsx", { id: `${at}/home` }),
  route("skills", "routes/pages/skills.tsx", { id: `${at}/skills` }),
  route("skills/templates", "routes/pages/templates.tsx", { id: `${at}/templates` }),
  route("skills/:skillId", "routes/pages/skill.tsx", { id: `${at}/skill` }),
  route("skills/:skillId/edit", "routes/pages/skill-edit.tsx", { id: `${at}/skill-edit` }),
  route("skills/:skillId/builder", "routes/pages/builder-data.ts", { id: `${at}/builder-data` }),
  route("skills/:skillId/file", "routes/pages/skill-export.ts", { id: `${at}/skill-export` }),
  route("skills/:skillId/use", "routes/pages/use-skill.tsx", { id: `${at}/use-skill` }),
  route("skills/:skillId/run", "routes/pages/run-setup.tsx", { id: `${at}/run-setup` }),
  route("runs", "routes/pages/runs.tsx", { id: `${at}/runs` }),
  route("runs/:runId", "routes/pages/run.tsx", { id: `${at}/run` }),
  route("runs/:runId/events", "routes/pages/run-events.ts", { id: `${at}/run-events` }),
  route("runs/:runId/items/:itemId", "routes/pages/item.tsx", { id: `${at}/item` }),
  route("automations", "routes/pages/automations.tsx", { id: `${at}/automations` }),
  route("review", "routes/pages/review.tsx", { id: `${at}/review` }),
  route("review/data", "routes/pages/review-data.ts", { id: `${at}/review-data` }),
  route("library", "routes/pages/library.tsx", { id: `${at}/library` }),
  route("publications", "routes/pages/publications.tsx", { id: `${at}/publications` }),
  route("publications/new", "routes/pages/publication-plan.tsx", { id: `${at}/publication-plan` }),
  route("publications/:publicationId", "routes/pages/publication.tsx", { id: `${at}/publication` }),
  route("keys", "routes/pages/keys.tsx", { id: `${at}/keys` }),
  route("keys/calls.csv", "routes/pages/keys-export.ts", { id: `${at}/keys-export` }),
  route("settings", "routes/pages/settings.tsx", { id: `${at}/settings` }),
  route("settings/plan", "routes/pages/plan.tsx", { id: `${at}/plan` }),
  route("settings/privacy", "routes/pages/privacy-requests.tsx", { id: `${at}/privacy-requests` }),
  route("notices", "routes/pages/notices.ts", { id: `${at}/notices` }),
];

/** What the extensions in the admin's own pages ask for: session tokens from another origin, JSON both ways. */
const extensions = [
  route("extensions/skills", "routes/extensions/skills.ts"),
  route("extensions/skills/:skillId", "routes/extensions/skill.ts"),
  route("extensions/runs", "routes/extensions/runs.ts"),
  route("extensions/runs/:runId", "routes/extensions/run.ts"),
  route("extensions/outputs", "routes/extensions/outputs.ts"),
  route("extensions/publications", "routes/extensions/publications.ts"),
  route("extensions/publications/:publicationId", "routes/extensions/publication.ts"),
  route("extensions/product", "routes/extensions/product.ts"),
];

export default [
  index("routes/index.tsx"),
  route("app", "routes/shells/embedded.tsx", { id: "app" }, pages("app")),
  route("studio", "routes/shells/studio.tsx", { id: "studio" }, pages("studio")),
  ...extensions,
  route("flow/run-skill", "routes/flow.run-skill.ts"),
  route("webhooks/shopify", "routes/webhooks.shopify.ts"),
  route("files/:workspace/:hash", "routes/files.ts"),
  route("health/live", "routes/health.live.ts"),
  route("health/ready", "routes/health.ready.ts"),
  route("auth/*", "routes/auth.ts"),
  route("login", "routes/login.tsx"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
