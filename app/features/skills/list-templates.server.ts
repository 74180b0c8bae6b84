import { TEMPLATES } from "./templates/templates.ts";
import type { TemplateView } from "./views.ts";

/** The templates, with the pictures that they really made (public/templates, remade by `npm run pictures`). */
export function listTemplates(): TemplateView[] {
  return TEMPLATES.map(({ id, name, line, description }) => ({ id, name, line, description, before: `/templates/${id}-before.webp`, after: `/templates/${id}-after.webp` }));
}
