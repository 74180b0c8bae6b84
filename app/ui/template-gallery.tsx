import { useState } from "react";
import { Filters } from "./filters.tsx";
import { Page, TextField } from "./kit.tsx";
import { Quiet } from "./layout.tsx";
import { PlanNote, planLabel, type Room } from "./plan-room.tsx";
import { EmptyState, FieldError } from "./states.tsx";
import { TemplateTile, type Template } from "./template-tile.tsx";

/** What templates make, as they are grouped. */
const CATEGORIES = [{ value: "cut-outs", label: "Cut-outs" }, { value: "scenes", label: "Scenes" }, { value: "banners", label: "Banners" }, { value: "texts", label: "Texts" }] as const;
const ALL = "all";
const FREE = "free";

export interface MakeSkill {
  readonly busy: boolean;
  readonly mayEdit: boolean;
  readonly room: Room;
  readonly error: string | null;
  /** Makes a skill of a template: published to be run at once, or a draft to be edited first. */
  readonly onMake: (how: "use" | "edit", templateId: string) => void;
}

/** The templates by what they make, with what each needs and about what a product costs. */
export function TemplateGallery({ templates, busy, mayEdit, room, error, onMake }: MakeSkill & { readonly templates: readonly (Template & { readonly category: (typeof CATEGORIES)[number]["value"]; readonly description: string })[] }) {
  const [category, setCategory] = useState<string>(ALL);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState("");
  const within = (value: string) => templates.filter((template) => value === ALL || (value === FREE ? template.needs === null : template.category === value));
  const wanted = search.trim().toLowerCase();
  const shown = within(category).filter(({ name, line, description }) => `${name} ${line} ${description}`.toLowerCase().includes(wanted));
  const filters = [{ value: ALL, label: "All" }, { value: FREE, label: "No key needed" }, ...CATEGORIES].map((option) => ({ ...option, count: within(option.value).length }));
  const make = (how: "use" | "edit", id: string) => { setChosen(id); onMake(how, id); };
  return (
    <Page title="Templates" back={{ label: "Back to Skills", to: "skills" }}>
      <h2 className="pc-hidden">All templates</h2>
      <div className="pc-templates-head">
        <Filters label="Show templates" value={category} options={filters} onChange={setCategory} />
        <div className="pc-search"><TextField kind="search" label="Search templates" labelHidden placeholder="Search templates" value={search} onChange={setSearch} /></div>
      </div>
      {mayEdit ? <PlanNote room={room} /> : null}
      {error ? <FieldError>{error}</FieldError> : null}
      {shown.length > 0 ? (
        <div className="pc-tiles">
          {shown.map((template) => <TemplateTile key={template.id} template={template} busy={busy && chosen === template.id} disabled={!mayEdit || room.full} label={planLabel("Use template", room)} onUse={() => make("use", template.id)} onEdit={() => make("edit", template.id)} />)}
        </div>
      ) : (
        <EmptyState icon="search" title={`No templates match “${search.trim()}”`} action={{ label: "Show all", onAction: () => { setSearch(""); setCategory(ALL); } }}>{`There are ${templates.length} templates.`}</EmptyState>
      )}
      <Quiet small>Left: before. Right: after, made by the template itself. Costs are expected ones, at the prices of your provider, paid with your own API key.</Quiet>
      {mayEdit ? null : <Quiet>Only builders and the owner make skills. Ask the owner to change your role.</Quiet>}
    </Page>
  );
}
