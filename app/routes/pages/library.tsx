import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator, useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { AssetDetails, AssetGrid } from "#app/ui/asset-grid.tsx";
import { FolderList } from "#app/ui/folder-list.tsx";
import { bytes, count } from "#app/ui/format.ts";
import { FileDrop } from "#app/ui/file-drop.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Button, Dialog, Page, TextField } from "#app/ui/kit.tsx";
import { Card, Quiet, Stack } from "#app/ui/layout.tsx";
import { EmptyState, FieldError } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useUploads } from "#app/ui/use-uploads.ts";
import { doLibrary, LibraryRequest, takeUpload } from "./library-actions.server.ts";

export const meta: MetaFunction = () => [{ title: "Asset Library, Piccaso" }];

const Query = z.object({ folder: z.uuid().nullable(), search: z.string().max(120), after: z.uuid().nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const asked = new URL(request.url).searchParams;
    const query = Query.parse({ folder: asked.get("folder"), search: asked.get("search") ?? "", after: asked.get("after") });
    const [folders, page] = await Promise.all([listFolders(at), listAssets(at, { folderId: query.folder, search: query.search, after: query.after })]);
    return { folders, page, query, mayEdit: can(at.actor, "edit-assets") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
  return act(at, async () => (isForm ? takeUpload(at, await request.formData()) : doLibrary(at, await readJson(request, LibraryRequest))));
}

/** Find a picture, know where it is from and what depends on it. */
export default function LibraryPage() {
  const { folders, page, query, mayEdit } = useLoaderData<typeof loader>();
  const host = useHost();
  const [, setParams] = useSearchParams();
  const { revalidate } = useRevalidator();
  const { fetcher, send, busy } = useSend<typeof action>();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [search, setSearch] = useState(query.search);
  const [folderName, setFolderName] = useState<string | null>(null);
  const uploads = useUploads("library", revalidate);
  useAnswered(fetcher.data, ({ said }) => { setFolderName(null); setSelected([]); host.toast(said); });
  const all = folders.reduce((sum, folder) => sum + folder.count, 0);
  const target = query.folder ?? folders.find(({ name }) => name === "References")?.id ?? folders[0]?.id ?? "";
  const show = (next: { folder?: string | null; search?: string; after?: string | null }) => {
    setSelected([]);
    const asked = { ...query, after: null, ...next };
    setParams(new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []))));
  };
  const chosen = page.assets.filter(({ id }) => selected.includes(id));
  const remove = async () => {
    const used = chosen.flatMap(({ usedIn }) => usedIn);
    const text = used.length ? `Used in: ${[...new Set(used)].join(", ")}. It is taken from there too. Deleted assets cannot be restored.` : "Deleted assets cannot be restored.";
    if (await host.confirm({ title: `Delete ${count(chosen.length, "asset")}?`, text, action: "Delete", tone: "critical" })) send({ do: "delete", ids: chosen.map(({ id }) => id) });
  };
  const error = errorOf(fetcher);
  return (
    <Page title="Asset Library" note={`${count(all, "asset")}, ${bytes(page.totalBytes)}`} secondary={mayEdit ? [{ label: "New folder", onAction: () => setFolderName("") }] : []}>
      <div className={chosen.length ? "pc-library pc-library-open" : "pc-library"}>
        <div>
          <FolderList folders={folders} all={all} current={query.folder} onChoose={(folder) => show({ folder })} />
          <Quiet small>Assets stay until you delete them. Images that wait for review are not here yet.</Quiet>
        </div>
        <Stack>
          <TextField kind="search" label="Search by name" labelHidden placeholder="Search by name" value={search} onChange={setSearch} onEnter={() => show({ search })} />
          {mayEdit ? <FileDrop label="Add images" note={`JPEG, PNG, WebP or GIF, up to 20 MB. They go to ${folders.find(({ id }) => id === target)?.name ?? "the library"}.`} many busy={uploads.busy} onFiles={(files) => void uploads.add(files, { folderId: target })} /> : null}
          {uploads.refused.map(({ name, say }) => <FieldError key={name}>{say}</FieldError>)}
          {error && folderName === null ? <FieldError>{error.say}</FieldError> : null}
          {page.assets.length > 0 ? <AssetGrid assets={page.assets} selected={selected} onSelect={setSelected} /> : query.search ? (
            <EmptyState icon="search" title={`No asset matches “${query.search}”`} action={{ label: "Clear search", onAction: () => { setSearch(""); show({ search: "" }); } }}>{`${count(all, "asset is", "assets are")} in the library.`}</EmptyState>
          ) : <EmptyState icon="folder" title="Nothing in this folder yet">Approved images come into Outputs. Add backgrounds, logos and references here.</EmptyState>}
          {page.next || query.after ? (
            <div className="pc-row">
              {query.after ? <Button onAction={() => show({ after: null })}>Newest</Button> : null}
              {page.next ? <Button onAction={() => show({ after: page.next })}>Older</Button> : null}
            </div>
          ) : null}
        </Stack>
        {chosen.length ? <Card title={chosen.length === 1 ? chosen[0]?.name : count(chosen.length, "asset")}><AssetDetails assets={chosen} folders={folders} mayEdit={mayEdit} busy={busy} onDelete={() => void remove()} onMove={(folderId) => send({ do: "move", ids: chosen.map(({ id }) => id), folderId })} onClose={() => setSelected([])} /></Card> : null}
      </div>
      <Dialog open={folderName !== null} title="New folder" onClose={() => setFolderName(null)} action={{ label: "Make folder", busy, onAction: () => send({ do: "folder", name: folderName ?? "" }) }}>
        <TextField label="Name" value={folderName ?? ""} onChange={setFolderName} maxLength={60} error={error?.say} />
      </Dialog>
    </Page>
  );
}
