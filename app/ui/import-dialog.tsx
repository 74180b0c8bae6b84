import { useState } from "react";
import { FileDrop } from "./file-drop.tsx";
import { Dialog } from "./kit.tsx";
import { Quiet, Stack } from "./layout.tsx";

/** Takes the file of a skill. What is wrong with it is said here, and the dialog stays open. */
export function ImportDialog({ open, busy, error, onClose, onImport }: { readonly open: boolean; readonly busy: boolean; readonly error: string | null; readonly onClose: () => void; readonly onImport: (file: File) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const close = () => { setFile(null); onClose(); };
  return (
    <Dialog open={open} title="Import a skill" onClose={close} action={{ label: "Import", busy, disabled: file === null, onAction: () => { if (file) onImport(file); } }}>
      <Stack>
        <FileDrop label={file ? file.name : "Choose a file"} note="A skill that was exported from Piccaso, up to 5 MB" accept=".json,application/json" busy={busy} error={error ?? undefined} onFiles={([first]) => setFile(first ?? null)} />
        <Quiet>It becomes a draft of its own. Nothing runs before you publish it, and no API key is in the file.</Quiet>
      </Stack>
    </Dialog>
  );
}
