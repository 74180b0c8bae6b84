import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { can } from "#app/core/permissions.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { listSkills } from "#app/features/skills/list-skills.server.ts";
import { listTemplates } from "#app/features/skills/list-templates.server.ts";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { chosenProducts } from "#app/routes/chosen-products.server.ts";
import { Filters } from "#app/ui/filters.tsx";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { ImportDialog } from "#app/ui/import-dialog.tsx";
import { Banner, Link, Page, TextField } from "#app/ui/kit.tsx";
import { Card, Quiet } from "#app/ui/layout.tsx";
import { PlanNote, planLabel } from "#app/ui/plan-room.tsx";
import { SkillTable } from "#app/ui/skill-table.tsx";
import { EmptyState, FieldError } from "#app/ui/states.tsx";
import { TemplateTile } from "#app/ui/template-tile.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { doSkills } from "./skills-actions.server.ts";

export const meta: MetaFunction = () => [{ title: "Skills, Piccaso" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const url = new URL(request.url);
    const [skills, archived, room] = await Promise.all([listSkills(at), listSkills(at, { archived: true }), readRoom(at, "skills")]);
    return { room, skills, archived, templates: listTemplates(at), mayEdit: can(at.actor, "edit-skills"), chosen: chosenProducts(url), shown: url.searchParams.get("show") === "archived" ? "archived" as const : "active" as const };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doSkills(at, request));
}

/** Own skills as rows, because they are compared by figures; templates as tiles, because they are compared by looks. */
export default function SkillsPage() {
  const { room, skills, archived, templates, mayEdit, chosen, shown } = useLoaderData<typeof loader>();
  const host = useHost();
  const [, setAddress] = useSearchParams();
  const [search, setSearch] = useState("");
  const [used, setUsed] = useState("");
  const [importing, setImporting] = useState(false);
  const made = useSend<typeof action>();
  const imported = useSend<typeof action>();
  useAnswered(made.fetcher.data, ({ did, skillId }) => {
    // With products at hand the next step is to run it, without them to look at it; what has no version is drawn first.
    host.navigate(did === "begun" ? `skills/${skillId}/edit` : chosen.length > 0 ? runOn(skillId, chosen) : `skills/${skillId}`);
  });
  useAnswered(imported.fetcher.data, (result) => {
    setImporting(false);
    if (result.did === "imported") host.toast(`${result.name} imported`);
    host.navigate(`skills/${result.skillId}`);
  });
  const sendFile = (file: File) => {
    const form = new FormData();
    form.set("file", file);
    imported.fetcher.submit(form, { method: "post", encType: "multipart/form-data" });
  };
  const error = errorOf(made.fetcher);
  const wanted = search.trim().toLowerCase();
  const matches = (text: string) => text.toLowerCase().includes(wanted);
  const rows = shown === "archived" ? archived : skills;
  const rowsShown = rows.filter(({ name, description }) => matches(`${name} ${description}`));
  const tiles = templates.filter(({ name, line, description }) => matches(`${name} ${line} ${description}`));
  const choose = (value: string) => setAddress((now) => { if (value === "archived") now.set("show", value); else now.delete("show"); return now; }, { preventScrollReset: true });
  return (
    <Page
      title="Skills" primary={mayEdit ? { label: planLabel("New skill", room), disabled: room.full, busy: made.busy && used === "", onAction: () => { setUsed(""); made.send({ do: "blank" }); } } : undefined}
      secondary={mayEdit ? [{ label: planLabel("Import file", room), disabled: room.full, onAction: () => setImporting(true) }] : []}
    >
      {mayEdit ? <PlanNote room={room} /> : null}
      {chosen.length > 0 ? <Banner tone="info" title={`${count(chosen.length, "product")} chosen in your admin`}><p>Run one of your skills on {chosen.length === 1 ? "it" : "them"}, or use a template.</p></Banner> : null}
      {skills.length + archived.length > 0 ? (
        <Card
          title={`Your skills ${skills.length}`} flush
          aside={(
            <>
              {archived.length > 0 ? <Filters label="Show skills" value={shown} options={[{ value: "active", label: "In use", count: skills.length }, { value: "archived", label: "Archived", count: archived.length }]} onChange={choose} /> : null}
              <div className="pc-search"><TextField kind="search" label="Search skills and templates" labelHidden placeholder="Search skills and templates" value={search} onChange={setSearch} /></div>
            </>
          )}
        >
          {rowsShown.length > 0
            ? <SkillTable skills={rowsShown} mayEdit={mayEdit} room={room} archived={shown === "archived"} runAt={(skillId) => runOn(skillId, chosen, mayEdit ? "run" : "use")} />
            : <div className="pc-section"><Quiet>{wanted === "" ? `No skill is ${shown === "archived" ? "archived" : "in use"}.` : `No skill matches “${search.trim()}”. There are ${rows.length} without the search.`}</Quiet></div>}
        </Card>
      ) : null}
      <div className="pc-templates-head" id="templates">
        <h2 className="pc-h2">{`Templates ${templates.length}`}</h2>
        <span className="pc-small pc-grow">Left: before. Right: after, made by the template itself.</span>
        <Link to="skills/templates">Open the gallery</Link>
      </div>
      {error ? <FieldError>{error.say}</FieldError> : null}
      {tiles.length > 0 ? (
        <div className="pc-tiles">
          {tiles.map((template) => (
            <TemplateTile key={template.id} template={template} busy={made.busy && used === template.id} disabled={!mayEdit || room.full} label={planLabel("Use template", room)} onUse={() => { setUsed(template.id); made.send({ do: "use", templateId: template.id }); }} />
          ))}
        </div>
      ) : (
        <EmptyState icon="search" title={`No templates match “${search.trim()}”`} action={{ label: "Clear search", onAction: () => setSearch("") }}>{`There are ${templates.length} templates.`}</EmptyState>
      )}
      {mayEdit ? null : <Quiet>Only builders and the owner make skills. Ask the owner to change your role.</Quiet>}
      <ImportDialog open={importing} busy={imported.busy} error={errorOf(imported.fetcher)?.say ?? null} onClose={() => setImporting(false)} onImport={sendFile} />
    </Page>
  );
}

/** Where a skill is run, with the products that were chosen before: the run form, or the page for those who only run it. */
function runOn(skillId: string, products: readonly string[], page: "run" | "use" = "run"): string {
  const query = new URLSearchParams(products.map((id) => ["ids[]", id.replace(/\D/g, "")])).toString();
  return `skills/${skillId}/${page}${query ? `?${query}` : ""}`;
}
