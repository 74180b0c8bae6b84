import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "#app/core/permissions.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { getTemplate } from "#app/features/skills/get-template.server.ts";
import { listTemplates } from "#app/features/skills/list-templates.server.ts";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { useHost } from "#app/ui/host.tsx";
import { TemplateGallery } from "#app/ui/template-gallery.tsx";
import { TemplatePage } from "#app/ui/template-page.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { doSkills } from "./skills-actions.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.template?.name ?? "Templates"}, Piccaso` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const templateId = new URL(request.url).searchParams.get("template");
    return { room: await readRoom(at, "skills"), templates: listTemplates(at), template: templateId === null ? null : getTemplate(at, { templateId }), mayEdit: can(at.actor, "edit-skills") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doSkills(at, request));
}

/** All templates by what they make, or one of them with how it works. */
export default function TemplatesPage() {
  const { room, templates, template, mayEdit } = useLoaderData<typeof loader>();
  const host = useHost();
  const made = useSend<typeof action>();
  // One that is to be edited opens where skills are drawn.
  useAnswered(made.fetcher.data, ({ did, skillId }) => host.navigate(did === "begun" ? `skills/${skillId}/edit` : `skills/${skillId}`));
  const parts = { busy: made.busy, mayEdit, room, error: errorOf(made.fetcher)?.say ?? null, onMake: (how: "use" | "edit", templateId: string) => made.send({ do: how, templateId }) };
  return template ? <TemplatePage template={template} {...parts} /> : <TemplateGallery templates={templates} {...parts} />;
}
