/** The folders of the library, with how much each holds. */
export function FolderList({ folders, all, current, onChoose }: {
  readonly folders: readonly { readonly id: string; readonly name: string; readonly count: number }[];
  readonly all: number;
  readonly current: string | null;
  readonly onChoose: (folderId: string | null) => void;
}) {
  const entry = (id: string | null, name: string, count: number) => (
    <li key={id ?? "all"}><button type="button" aria-current={current === id ? "true" : undefined} onClick={() => onChoose(id)}><span>{name}</span><span className="pc-tabular">{count}</span></button></li>
  );
  return <nav aria-label="Folders"><ul className="pc-folders">{entry(null, "All assets", all)}{folders.map(({ id, name, count }) => entry(id, name, count))}</ul></nav>;
}
