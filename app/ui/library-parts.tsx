import { bytes, count } from "./format.ts";
import type { IconName } from "./icon-names.ts";
import { Button, Icon, Link } from "./kit.tsx";
import { Card, Facts, Quiet } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

/** A file of the library. */
export interface Asset {
  readonly id: string;
  readonly name: string;
  readonly folderId: string;
  readonly image: PictureSource;
  readonly mime: string;
  readonly bytes: number;
  readonly source: "upload" | "output";
  readonly createdAt: string;
  readonly download: string;
  readonly usedIn: readonly string[];
}

const FOLDER_ICONS: Readonly<Record<string, IconName>> = { "Outputs": "check-circle", "Product images": "product" };

/** The folders, with how many assets each holds. */
export function Folders({ folders, current, total, onOpen }: { readonly folders: readonly { readonly id: string; readonly name: string; readonly count: number }[]; readonly current: string | null; readonly total: number; readonly onOpen: (id: string | null) => void }) {
  const all = [{ id: null, name: "All assets", count: total, icon: "image" as const }, ...folders.map((folder) => ({ ...folder, icon: FOLDER_ICONS[folder.name] ?? ("folder" as const) }))];
  return (
    <nav aria-label="Folders" className="pc-folders">
      <ul>
        {all.map(({ id, name, count: size, icon }) => (
          <li key={id ?? "all"}><button type="button" aria-current={id === current ? "true" : undefined} onClick={() => onOpen(id)}><Icon name={icon} /><span className="pc-grow">{name}</span><span className="pc-tabular">{size}</span></button></li>
        ))}
      </ul>
      <p className="pc-small">Assets stay until you delete them. Images that wait for review are not here yet.</p>
    </nav>
  );
}

/** One asset of the grid. */
export function AssetTile({ asset, selected, opened, onOpen, onSelect }: { readonly asset: Asset; readonly selected: boolean; readonly opened: boolean; readonly onOpen: () => void; readonly onSelect: () => void }) {
  return (
    <li className={`pc-review${selected ? " pc-review-selected" : ""}`}>
      <div className="pc-review-box">
        <button type="button" className="pc-review-open pc-asset-open" aria-pressed={opened} onClick={onOpen} aria-label={`${asset.name}, details`}><Picture image={asset.image} alt="" size={153} /></button>
        <label className="pc-check"><input type="checkbox" checked={selected} onChange={onSelect} aria-label={`Select ${asset.name}`} /><span aria-hidden="true"><Icon name="check" /></span></label>
      </div>
      <span className="pc-cell-title">{asset.name}</span>
      <span className="pc-small"><When at={asset.createdAt} />{asset.usedIn.length > 0 ? ", used" : ""}</span>
    </li>
  );
}

/** What an asset is, where it is used, and what can be done with it. */
export function AssetDetails({ asset, folder, mayEdit, busy, onDelete, onClose }: { readonly asset: Asset; readonly folder: string; readonly mayEdit: boolean; readonly busy: boolean; readonly onDelete: () => void; readonly onClose: () => void }) {
  return (
    <Card title={asset.name} aside={<Button variant="quiet" icon="x" iconOnly onAction={onClose}>Close details</Button>}>
      <div className="pc-stack">
        <Picture image={asset.image} alt={asset.name} size={280} />
        <Facts
          facts={[
            { label: "Size", value: `${asset.image.width} × ${asset.image.height}, ${bytes(asset.bytes)}` },
            { label: "Kind", value: asset.mime.replace("image/", "").toUpperCase() },
            { label: "Folder", value: folder },
            { label: "From", value: asset.source === "output" ? "A run, approved" : "Upload" },
            { label: "Saved", value: <When at={asset.createdAt} /> },
            { label: "Used in", value: asset.usedIn.length > 0 ? asset.usedIn.join(", ") : "Nothing" },
          ]}
        />
        <div className="pc-row">
          <Link to={asset.download} download>Download</Link>
          {mayEdit ? <Button variant="quiet" tone="critical" icon="delete" busy={busy} onAction={onDelete}>Delete</Button> : null}
        </div>
        {asset.usedIn.length > 0 ? <Quiet small>{`Deleting it ends ${count(asset.usedIn.length, "use")}.`}</Quiet> : null}
      </div>
    </Card>
  );
}
