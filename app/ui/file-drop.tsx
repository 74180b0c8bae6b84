import { useState } from "react";
import { Icon } from "./kit.tsx";

/** The image files that the server takes. */
export const IMAGE_FILES = "image/jpeg,image/png,image/webp,image/gif";

/** A box for files: click, or drop. The input itself stays in the page, so the keyboard reaches it. */
export function FileDrop({ label, note, many, busy, disabled, error, accept = IMAGE_FILES, onFiles }: {
  readonly label: string;
  readonly note?: string;
  readonly many?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly error?: string | undefined;
  /** What the browser offers to choose; the server decides. */
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    setOver(false);
    if (list && list.length > 0 && !busy && !disabled) onFiles(many ? [...list] : [...list].slice(0, 1));
  };
  return (
    <div>
      <label
        className={over ? "pc-drop pc-drop-over" : "pc-drop"}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files); }}
      >
        <input type="file" className="pc-hidden" accept={accept} multiple={many ?? false} disabled={(busy || disabled) ?? false} onChange={(event) => { take(event.target.files); event.target.value = ""; }} />
        <Icon name="upload" /><strong>{busy ? "Uploading" : label}</strong>{note ? <span className="pc-small">{note}</span> : null}
      </label>
      {error ? <p className="pc-error" role="alert"><Icon name="alert" />{error}</p> : null}
    </div>
  );
}
