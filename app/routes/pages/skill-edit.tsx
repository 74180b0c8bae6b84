import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Builder } from "#app/canvas/builder.tsx";
import { VersionsPanel } from "#app/canvas/versions-panel.tsx";
import { can } from "#app/core/permissions.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import { workingProviders } from "#app/features/keys/working-providers.server.ts";
import { versionResults } from "#app/features/reviews/version-results.server.ts";
import { getBuilder } from "#app/features/skills/get-builder.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { useSurroundings } from "#app/ui/workspace.tsx";
import { useBuilderServer } from "./use-builder-server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.skill.name ?? "Skill"}, builder, Piccaso` }];

const Params = z.object({ skillId: z.uuid() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const { skillId } = Params.parse(params);
    const [skill, made, folders, page, providers] = await Promise.all([getBuilder(at, { skillId }), versionResults(at, { skillId }), listFolders(at), listAssets(at, { folderId: null, search: "", after: null }), workingProviders(at)]);
    return { skill, made, shelf: { providers, folders: folders.map(({ name }) => name), assets: page.assets.map(({ id, name }) => ({ id, name })) }, mayEdit: can(at.actor, "edit-skills") && !skill.archived };
  });
}

/** The builder has the draft for itself: what it saves is no reason to load it again. */
export const shouldRevalidate = () => false;

/** The skill builder. */
export default function SkillEditPage() {
  const { skill, made, shelf, mayEdit } = useLoaderData<typeof loader>();
  const { singleKeys } = useSurroundings();
  const { readShop, save, publish, keepCopy, readVersion, tests } = useBuilderServer(skill.id);
  return <Builder key={skill.id} skill={skill} shelf={shelf} readShop={readShop} mayEdit={mayEdit} singleKeys={singleKeys} save={save} publish={publish} keepCopy={keepCopy} tests={tests} versions={<VersionsPanel versions={skill.versions} made={made} read={readVersion} />} />;
}
