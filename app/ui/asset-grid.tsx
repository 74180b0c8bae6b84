import { bytes } from "./format.ts";
import { Button, Link, Select } from "./kit.tsx";
import { Facts, Stack } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { When } from "./when.tsx";

interface Asset {
  readonly id: string;
  readonly name: string;
  readonly folderId: string;
  readonly image: PictureSource;
  readonly bytes: number;
  readonly source: "upload" | "output";
  readonly createdAt: string;
  readonly download: string;
  readonly usedIn: readonly string[];
}

/** Assets as tiles: a click shows one, the box in the corner adds to what is selected. */
export function AssetGrid({ assets, selected, onSelect }: { readonly assets: readonly Asset[]; readonly selected: readonly string[]; readonly onSelect: (ids: readonly string[]) => void }) {
  const toggle = (id: string) => onSelect(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  return (
    <ul className="pc-asset-grid">
      {assets.map((asset) => (
        <li key={asset.id} className="pc-asset" data-selected={selected.includes(asset.id) ? "" : undefined}>
          <button type="button" onClick={() => onSelect([asset.id])} aria-label={`Show ${asset.name}`}>
            <Picture image={asset.image} alt="" size={153} />
            <span className="pc-asset-name">{asset.name}</span>
            <span className="pc-small"><When at={asset.createdAt} />{asset.usedIn.length ? ", used" : ""}</span>
          </button>
          <input type="checkbox" className="pc-asset-tick" aria-label={`Select ${asset.name}`} checked={selected.includes(asset.id)} onChange={() => toggle(asset.id)} />
        </li>
      ))}
    </ul>
  );
}

/** What is selected: facts of one, and what can be done with all. */
export function AssetDetails({ assets, folders, mayEdit, busy, onDelete, onMove, onClose }: {
  readonly assets: readonly Asset[];
  readonly folders: readonly { readonly id: string; readonly name: string }[];
  readonly mayEdit: boolean;
  readonly busy: boolean;
  readonly onDelete: () => void;
  readonly onMove: (folderId: string) => void;
  readonly onClose: () => void;
}) {
  const [one] = assets;
  const single = assets.length === 1 ? one : undefined;
  return (
    <Stack>
      {single ? (
        <>
          <Picture image={single.image} alt={single.name} size={280} />
          <Facts facts={[
            { label: "Size", value: `${single.image.width} × ${single.image.height}, ${bytes(single.bytes)}` }, { label: "From", value: single.source === "output" ? "A run" : "Upload" },
            { label: "Saved", value: <When at={single.createdAt} /> }, { label: "Used in", value: single.usedIn.length ? single.usedIn.join(", ") : "Nowhere yet" },
          ]} />
          <Link to={single.download} download>Download</Link>
        </>
      ) : null}
      {mayEdit && one ? <Select label="Folder" value={single?.folderId ?? ""} disabled={busy} options={[...(single ? [] : [{ value: "", label: "Move to…" }]), ...folders.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(folderId) => { if (folderId && folderId !== single?.folderId) onMove(folderId); }} /> : null}
      <div className="pc-row">
        {mayEdit ? <Button tone="critical" busy={busy} onAction={onDelete}>{assets.length === 1 ? "Delete" : `Delete ${assets.length}`}</Button> : null}
        <Button variant="quiet" onAction={onClose}>Close</Button>
      </div>
    </Stack>
  );
}
