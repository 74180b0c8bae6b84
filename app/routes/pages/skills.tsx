import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { createSkill } from "#app/features/skills/create-skill.server.ts";
import { listSkills } from "#app/features/skills/list-skills.server.ts";
import { listTemplates } from "#app/features/skills/list-templates.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { chosenProducts } from "#app/routes/chosen-products.server.ts";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Page, TextField } from "#app/ui/kit.tsx";
import { Card, Quiet } from "#app/ui/layout.tsx";
import { SkillTable } from "#app/ui/skill-table.tsx";
import { EmptyState, FieldError } from "#app/ui/states.tsx";
import { TemplateTile } from "#app/ui/template-tile.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";

export const meta: MetaFunction = () => [{ title: "Skills, Piccaso" }];

const Use = z.object({ templateId: z.string().max(60) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => ({ skills: await listSkills(at), templates: listTemplates(at), mayEdit: can(at.actor, "edit-skills"), chosen: chosenProducts(new URL(request.url)) }));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => createSkill(at, await readJson(request, Use)));
}

/** Own skills as rows, because they are compared by figures; templates as tiles, because they are compared by looks. */
export default function SkillsPage() {
  const { skills, templates, mayEdit, chosen } = useLoaderData<typeof loader>();
  const host = useHost();
  const [search, setSearch] = useState("");
  const [used, setUsed] = useState("");
  const { fetcher, send, busy } = useSend<typeof action>();
  // With products at hand the next step is to run it, without them to look at it.
  useAnswered(fetcher.data, ({ skillId }) => host.navigate(chosen.length > 0 ? runOn(skillId, chosen) : `skills/${skillId}`));
  const error = errorOf(fetcher);
  const wanted = search.trim().toLowerCase();
  const matches = (text: string) => text.toLowerCase().includes(wanted);
  const ownShown = skills.filter(({ name }) => matches(name));
  const tiles = templates.filter(({ name, line, description }) => matches(`${name} ${line} ${description}`));
  return (
    <Page title="Skills">
      {chosen.length > 0 ? <Banner tone="info" title={`${count(chosen.length, "product")} chosen in your admin`}><p>Run one of your skills on {chosen.length === 1 ? "it" : "them"}, or use a template.</p></Banner> : null}
      {skills.length > 0 ? (
        <Card title={`Your skills ${skills.length}`} flush aside={<div className="pc-search"><TextField kind="search" label="Search skills and templates" labelHidden placeholder="Search skills and templates" value={search} onChange={setSearch} /></div>}>
          {ownShown.length > 0 ? <SkillTable skills={ownShown} runAt={(skillId) => runOn(skillId, chosen)} /> : <div className="pc-section"><Quiet>{`No skill matches “${search.trim()}”. There are ${skills.length} without the search.`}</Quiet></div>}
        </Card>
      ) : null}
      <div className="pc-templates-head" id="templates">
        <h2 className="pc-h2">{`Templates ${templates.length}`}</h2>
        <span className="pc-small">Left: before. Right: after, made by the template itself.</span>
      </div>
      {error ? <FieldError>{error.say}</FieldError> : null}
      {tiles.length > 0 ? (
        <div className="pc-tiles">
          {tiles.map((template) => (
            <TemplateTile key={template.id} template={template} busy={busy && used === template.id} disabled={!mayEdit} onUse={() => { setUsed(template.id); send({ templateId: template.id }); }} />
          ))}
        </div>
      ) : (
        <EmptyState icon="search" title={`No templates match “${search.trim()}”`} action={{ label: "Clear search", onAction: () => setSearch("") }}>{`There are ${templates.length} templates.`}</EmptyState>
      )}
      {mayEdit ? null : <Quiet>Only builders and the owner make skills. Ask the owner to change your role.</Quiet>}
    </Page>
  );
}

/** The run form of a skill, with the products that were chosen before. */
function runOn(skillId: string, products: readonly string[]): string {
  const query = new URLSearchParams(products.map((id) => ["ids[]", id.replace(/\D/g, "")])).toString();
  return `skills/${skillId}/run${query ? `?${query}` : ""}`;
}
