import { useState } from "react";
import type { SavedActions } from "#app/ui/choose-saved.tsx";
import { useHost } from "#app/ui/host.tsx";
import type { ProductSelection, SavedChoice } from "#app/ui/selection-types.ts";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import type { RunSetupAction } from "./use-answer-quote.ts";

/** Saves, renames and deletes selections from the page on which they are chosen. What was saved is chosen then; what was deleted is chosen no more. */
export function useSavedSelections(all: readonly SavedChoice[], choose: (selection: ProductSelection | null) => void): SavedActions {
  const host = useHost();
  const { fetcher, send, busy } = useSend<RunSetupAction>();
  const [naming, setNaming] = useState<SavedActions["naming"]>(null);
  useAnswered(fetcher.data, (result) => {
    if (result.did !== "saved" && result.did !== "renamed" && result.did !== "deleted") return;
    setNaming(null);
    host.toast({ saved: "Selection saved", renamed: "Renamed", deleted: "Deleted" }[result.did]);
    if (result.did === "deleted") choose(null);
  });
  return {
    all, busy, error: errorOf(fetcher), naming, onNaming: setNaming,
    onSave: (saved) => send({ do: "save", ...saved }), onRename: (id, name) => send({ do: "rename", id, name }), onDelete: (id) => send({ do: "delete", id }),
  };
}
