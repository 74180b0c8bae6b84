import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { countChanges } from "#app/core/skill/change.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import { newestResult } from "#app/features/reviews/newest-result.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { versionResults } from "#app/features/reviews/version-results.server.ts";
import { getSkill } from "#app/features/skills/get-skill.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { CompareCard } from "#app/ui/compare-card.tsx";
import { count } from "#app/ui/format.ts";
import { GraphCard } from "#app/ui/graph-picture.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Dialog, Page, SaveBar, TextField } from "#app/ui/kit.tsx";
import type { Action, BadgeProps } from "#app/ui/kit-types.ts";
import { Split } from "#app/ui/layout.tsx";
import type { PictureSource } from "#app/ui/picture.tsx";
import { planLabel } from "#app/ui/plan-room.tsx";
import { ProblemsCard, ResultCard, UseCard } from "#app/ui/skill-side.tsx";
import { SkillSettings } from "#app/ui/skill-settings.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { useSkillActions } from "#app/ui/use-skill-actions.ts";
import { useSkillDraft } from "#app/ui/use-skill-draft.ts";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { VersionsCard, type SkillVersion } from "#app/ui/versions-card.tsx";
import { doSkill, SkillRequest } from "./skill-actions.server.ts";
import { useVersions } from "./use-versions.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.skill.name ?? "Skill"}, Piccaso` }];

const Params = z.object({ skillId: z.uuid() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const { skillId } = Params.parse(params);
    const [skill, result, made, room] = await Promise.all([getSkill(at, { skillId }), newestResult(at, { skillId }), versionResults(at, { skillId }), readRoom(at, "skills")]);
    const asks = skill.nodes.some(({ fields }) => fields.some(({ kind }) => kind === "asset" || kind === "folder"));
    const [folders, page] = asks ? await Promise.all([listFolders(at), listAssets(at, { folderId: null, search: "", after: null })]) : [[], null];
    return { skill, result, made, room, folders: folders.map(({ name }) => name), assets: page?.assets.map(({ id, name }) => ({ id, name })) ?? [], mayEdit: can(at.actor, "edit-skills") && !skill.paused };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doSkill(at, Params.parse(params).skillId, await readJson(request, SkillRequest)));
}

/** What a skill does, its settings, and what changed since its newest version. */
export default function SkillPage() {
  const { skill, result, made, room, folders, assets, mayEdit } = useLoaderData<typeof loader>();
  const host = useHost();
  const draft = useSkillDraft(skill);
  const saved = useSend<typeof action>();
  const published = useSend<typeof action>();
  const [selected, setSelected] = useState<string | null>(null);
  const [naming, setNaming] = useState<{ readonly label: string; readonly note: string } | null>(null);
  const actions = useSkillActions(skill);
  useAnswered(saved.fetcher.data, (result) => {
    if (result.did === "saved") host.toast("Draft saved");
  });
  useAnswered(published.fetcher.data, (result) => {
    setNaming(null);
    if (result.did === "published") host.toast(`Version ${result.number} published`);
  });
  const open = (node: string) => {
    setSelected(node);
    document.getElementById(`settings-${node}`)?.scrollIntoView({ block: "start", behavior: "smooth" });
  };
  const saveError = errorOf(saved.fetcher);
  const publishError = errorOf(published.fetcher);
  const [newest] = skill.versions;
  const next = (newest?.number ?? 0) + 1;
  const broken = skill.problems.some(({ severity }) => severity === "error");
  const changed = skill.changes.length > 0 || !newest;
  const versions = useVersions({ revision: skill.revision, newest: newest?.number ?? null, replaces: skill.changes.length > 0 });
  const actionsOf = (version: SkillVersion): Action[] => [
    { label: "View changes to the draft", icon: "compare", onAction: () => versions.compare({ from: version.id, to: null }) },
    ...(mayEdit ? [{ label: "Restore", icon: "undo" as const, disabled: draft.dirty, onAction: () => versions.restore(version) }] : []),
    { label: "Export", icon: "download", onAction: () => actions.save(version.id) },
  ];
  const secondary: Action[] = [
    ...(mayEdit && changed && !skill.archived ? [{ label: `Publish version ${next}`, disabled: draft.dirty || broken, onAction: () => setNaming({ label: "", note: "" }) }] : []),
    ...(newest && !skill.archived ? [{ label: "Run", to: `skills/${skill.id}/run`, disabled: draft.dirty || skill.paused }] : []),
    ...(mayEdit ? [{ label: planLabel("Duplicate", room), disabled: room.full, busy: actions.busy, onAction: actions.duplicate }] : []),
    { label: "Export", onAction: () => actions.save(null) },
    ...(mayEdit && !skill.archived ? [{ label: "Archive", onAction: actions.archive, tone: "critical" as const }] : []),
  ];
  const badges: BadgeProps[] = [
    newest ? { tone: "success", children: `Version ${newest.number} published` } : { tone: "neutral", children: "Not published" },
    ...(skill.changes.length > 0 ? [{ tone: "neutral" as const, icon: "edit" as const, children: `Draft has ${count(countChanges(skill.changes), "change")}` }] : []),
  ];
  return (
    <Page
      title={skill.name} back={{ label: "Back to Skills", to: "skills" }} badges={badges} note={draft.dirty && changed ? "Save the draft first, then publish" : undefined} secondary={secondary}
      primary={!mayEdit ? undefined : skill.archived ? { label: planLabel("Take back", room), disabled: room.full, busy: actions.busy, onAction: actions.unarchive } : { label: "Open the builder", to: `skills/${skill.id}/edit`, disabled: draft.dirty }}
    >
      <SaveBar dirty={draft.dirty} saving={saved.busy} saveLabel="Save draft" onDiscard={draft.discard} onSave={() => saved.send({ do: "save", revision: skill.revision, name: draft.name, description: draft.description, params: draft.changes() })} />
      {skill.archived ? <Banner tone="info" title="This skill is archived"><p>It cannot be run until it is taken back.</p></Banner> : null}
      {skill.paused ? <Banner tone="warning" title="The plan has no room for this skill" actions={[{ label: "See plans", to: "settings/plan" }]}><p>It can be read and exported. Archive another skill, or choose a larger plan, and it comes back.</p></Banner> : null}
      {actions.error ? <Banner tone="critical" title="That was not done"><p>{actions.error}</p></Banner> : null}
      {versions.restoreError ? <Banner tone="critical" title="The version was not restored"><p>{versions.restoreError}</p></Banner> : null}
      {saveError && (saveError.field === null || !draft.has(saveError.field)) ? <Banner tone="critical" title="The draft was not saved"><p>{saveError.say}</p></Banner> : null}
      <Split side={284} beside={<><ResultCard result={result} /><ProblemsCard problems={skill.problems} onOpen={open} /><VersionsCard versions={skill.versions} made={made} changes={skill.changes} actionsOf={actionsOf} /><UseCard skillId={skill.id} version={newest?.number ?? null} /></>}>
        {versions.asked ? <CompareCard asked={versions.asked} comparison={versions.comparison} error={versions.compareError} versions={skill.versions} onAsk={versions.compare} onClose={versions.close} /> : null}
        <GraphCard note={result ? `Read only. Pictures show the newest result, ${result.productTitle}.` : "From left to right. Choose a step to see its settings."} pictures={picturesOf(skill.nodes, result)} nodes={skill.nodes} edges={skill.edges} selected={selected} marked={new Set(skill.problems.flatMap(({ node }) => node ?? []))} onSelect={open} />
        <SkillSettings nodes={skill.nodes} draft={draft} error={saveError} disabled={!mayEdit} latest={newest?.number ?? null} folders={folders} assets={assets} />
      </Split>
      <Dialog open={naming !== null} title={`Publish version ${next}`} onClose={() => setNaming(null)} action={{ label: "Publish", busy: published.busy, onAction: () => published.send({ do: "publish", label: naming?.label ?? "", note: naming?.note ?? "" }) }}>
        <p>A published version never changes. New runs use it; running ones keep theirs.</p>
        <TextField label="Name of this version" help="For example Autumn. May stay empty." value={naming?.label ?? ""} onChange={(label) => setNaming((now) => now && { ...now, label })} maxLength={60} />
        <TextField label="What changed" help="One line for your team. May stay empty." value={naming?.note ?? ""} onChange={(note) => setNaming((now) => now && { ...now, note })} maxLength={200} />
        {publishError ? <FieldError>{publishError.say}</FieldError> : null}
      </Dialog>
    </Page>
  );
}

/** The photo on the node that takes it, the image on the node that keeps it. With several outputs nobody knows which of them it was. */
function picturesOf(nodes: readonly { readonly id: string; readonly type: string }[], result: { readonly before: PictureSource | null; readonly after: PictureSource } | null): ReadonlyMap<string, PictureSource> {
  const outputs = nodes.filter(({ type }) => type === "output.save");
  const [input] = nodes.filter(({ type }) => type === "product.read");
  const [output] = outputs;
  return new Map([
    ...(input && result?.before ? [[input.id, result.before] as const] : []),
    ...(output && outputs.length === 1 && result ? [[output.id, result.after] as const] : []),
  ]);
}
