/**
 * What the JavaScript of each drawn page may weigh, in kilobytes (gzip), by the route's id in app/routes.ts. It was
 * about 150 for every page (React, the router and the skin of its shell) when these were written; a number is raised
 * with the reason in the commit, and lowered when a page gets lighter (ADR 0035).
 */
export const SCRIPT_KB = {
  "app/home": 162, "app/skills": 162, "app/templates": 161, "app/skill": 167, "app/skill-edit": 340, "app/use-skill": 168, "app/run-setup": 168,
  "app/automations": 164, "app/runs": 158, "app/run": 168, "app/item": 160, "app/review": 174, "app/library": 161, "app/publications": 159, "app/publication-plan": 159,
  "app/publication": 162, "app/keys": 163, "app/settings": 158, "app/plan": 157, "app/privacy-requests": 157, "studio": 169, "studio/home": 180,
} as const satisfies Readonly<Record<string, number>>;
