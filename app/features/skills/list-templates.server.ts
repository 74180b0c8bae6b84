import { TEMPLATES } from "./templates/templates.ts";
import type { TemplateView } from "./views.ts";

/** The templates, with the pictures that they really made (public/templates, remade by `npm run pictures`). One that needs a key shows the photo alone: what it makes is known after the merchant's own first run. */
export function listTemplates(): TemplateView[] {
  return TEMPLATES.map(({ id, name, line, description, needs }) => ({ id, name, line, description, needs, before: needs ? "/templates/white-square-before.webp" : `/templates/${id}-before.webp`, after: needs ? null : `/templates/${id}-after.webp` }));
}
