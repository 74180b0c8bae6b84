import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { listAssets } from "#app/features/assets/list-assets.server.ts";
import { listFolders } from "#app/features/assets/list-folders.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { BulkBar, BulkButton } from "#app/ui/bulk-bar.tsx";
import { FileDrop } from "#app/ui/file-drop.tsx";
import { bytes, count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Dialog, Link, Page, Select, TextField } from "#app/ui/kit.tsx";
import { Row } from "#app/ui/layout.tsx";
import { AssetDetails, AssetTile, Folders } from "#app/ui/library-parts.tsx";
import { PlanNote, planLabel } from "#app/ui/plan-room.tsx";
import { EmptyState, FieldError } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useUploads } from "#app/ui/use-uploads.ts";
import { doLibrary } from "./library-actions.server.ts";

export const meta: MetaFunction = () => [{ title: "Asset Library, Piccaso" }];

const Query = z.object({ folder: z.uuid().nullable().catch(null), search: z.string().max(120).catch(""), after: z.uuid().nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const params = new URL(request.url).searchParams;
  const { folder, search, after } = Query.parse({ folder: params.get("folder"), search: params.get("search") ?? "", after: params.get("after") });
  return answer(async () => {
    const [folders, page, room] = await Promise.all([listFolders(at), listAssets(at, { folderId: folder, search, after }), readRoom(at, "storage")]);
    return { room, folders, page, folder, search, after, mayEdit: can(at.actor, "edit-assets") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doLibrary(at, request));
}

const DONE = { moved: "moved", deleted: "deleted" } as const;

/** Find a picture, know where it is used, keep it in order. */
export default function LibraryPage() {
  const { room, folders, page, folder, search, after, mayEdit } = useLoaderData<typeof loader>();
  const host = useHost();
  const [, setParams] = useSearchParams();
  const [typed, setTyped] = useState(search);
  const [opened, setOpened] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState<string | null>(null);
  const [target, setTarget] = useState("");
  const uploads = useUploads();
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, (result) => {
    if (result.did === "made") { setName(null); host.toast(`Folder “${result.name}” made`); }
    if (result.did === "moved" || result.did === "deleted") { setSelected(new Set()); setOpened(null); host.toast(`${count(result.many, "asset")} ${DONE[result.did]}`); }
  });
  const total = folders.reduce((sum, one) => sum + one.count, 0);
  const asset = page.assets.find(({ id }) => id === opened);
  const folderName = (id: string) => folders.find((one) => one.id === id)?.name ?? "";
  const uploadTo = folder ?? folders.find(({ name: one }) => one !== "Outputs")?.id ?? folders[0]?.id;
  const open = (changes: { folder?: string | null; search?: string }) => setParams((now) => {
    const next = new URLSearchParams(now);
    next.delete("after");
    for (const [key, value] of Object.entries(changes)) { if (value) next.set(key, value); else next.delete(key); }
    return next;
  });
  const toggle = (id: string) => setSelected((now) => {
    const next = new Set(now);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const remove = async (ids: readonly string[]) => {
    const uses = page.assets.filter(({ id }) => ids.includes(id)).flatMap(({ usedIn }) => usedIn);
    const text = `${uses.length > 0 ? `Used in ${[...new Set(uses)].join(", ")}. ` : ""}This cannot be undone. Images in your shop stay.`;
    if (await host.confirm({ title: `Delete ${count(ids.length, "asset")}?`, text, action: "Delete", tone: "critical" })) send({ do: "delete", ids: [...ids] });
  };
  const error = errorOf(fetcher);
  const filtered = search !== "" || folder !== null;
  return (
    <Page title="Asset Library" note={`${count(total, "asset")}, ${bytes(page.totalBytes)}`} primary={mayEdit ? { label: "New folder", icon: "plus", onAction: () => setName("") } : undefined}>
      {uploads.refused.length > 0 ? (
        <Banner tone="critical" title={`${count(uploads.refused.length, "file was", "files were")} not taken`} onDismiss={uploads.forget}><ul>{uploads.refused.map(({ name: file, why }, index) => <li key={index}><strong>{file}</strong>{`: ${why}`}</li>)}</ul></Banner>
      ) : null}
      {mayEdit ? <PlanNote room={room} /> : null}
      {error && name === null ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      <div className={asset ? "pc-library pc-library-open" : "pc-library"}>
        <Folders folders={folders} current={folder} total={total} onOpen={(id) => open({ folder: id })} />
        <div className="pc-library-main">
          <TextField kind="search" label="Search the library" labelHidden placeholder="Search by name" value={typed} onChange={(value) => { setTyped(value); if (value === "") open({ search: "" }); }} onEnter={() => open({ search: typed.trim() })} />
          {mayEdit && uploadTo ? <FileDrop label={planLabel("Add images", room)} disabled={room.full} many note={uploads.waiting > 0 ? `${uploads.waiting} on their way` : `To ${folderName(uploadTo)}. JPEG, PNG, WebP or GIF`} onFiles={(files) => uploads.add(files, uploadTo)} /> : null}
          {page.assets.length > 0 ? (
            <ul className="pc-asset-grid" aria-label="Assets">
              {page.assets.map((one) => <AssetTile key={one.id} asset={one} selected={selected.has(one.id)} opened={one.id === opened} onOpen={() => setOpened(one.id === opened ? null : one.id)} onSelect={() => toggle(one.id)} />)}
            </ul>
          ) : filtered ? (
            <EmptyState icon="search" title={search ? `No assets match “${search}”` : "This folder is empty"} action={{ label: search ? "Clear search" : "All assets", onAction: () => { setTyped(""); open(search ? { search: "" } : { folder: null }); } }}>{`${count(total, "asset")} in the library.`}</EmptyState>
          ) : (
            <EmptyState icon="folder" title="Nothing kept yet" action={{ label: "Review images", to: "review" }}>Approved images are kept here. Backgrounds and logos that your skills use can be added above.</EmptyState>
          )}
          {after || page.next ? <Row>{after ? <Link to="library">From the start</Link> : null}{page.next ? <Link to={`library?${new URLSearchParams({ ...(folder ? { folder } : {}), ...(search ? { search } : {}), after: page.next }).toString()}`}>Next assets</Link> : null}</Row> : null}
        </div>
        {asset ? <div className="pc-library-details"><AssetDetails asset={asset} folder={folderName(asset.folderId)} mayEdit={mayEdit} busy={busy} onClose={() => setOpened(null)} onDelete={() => void remove([asset.id])} /></div> : null}
      </div>
      <BulkBar selected={mayEdit ? selected.size : 0} onClear={() => setSelected(new Set())}>
        <div className="pc-move"><Select label="Move to folder" labelHidden value={target} options={[{ value: "", label: "Move to folder" }, ...folders.map((one) => ({ value: one.id, label: one.name }))]} onChange={(id) => { setTarget(""); if (id) send({ do: "move", ids: [...selected], folderId: id }); }} /></div>
        <BulkButton icon="delete" label="Delete" disabled={busy} onAction={() => void remove([...selected])} />
      </BulkBar>
      <Dialog open={name !== null} title="New folder" onClose={() => setName(null)} action={{ label: "Make folder", busy, disabled: !name?.trim(), onAction: () => send({ do: "folder", name: name ?? "" }) }}>
        <TextField label="Name" value={name ?? ""} onChange={setName} maxLength={60} />
        {error && name !== null ? <FieldError>{error.say}</FieldError> : null}
      </Dialog>
    </Page>
  );
}
