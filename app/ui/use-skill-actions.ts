import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useHost } from "./host.tsx";
import { saveFile } from "./save-file.ts";
import { errorOf, useAnswered, type Outcome } from "./use-act.ts";
import { useBase } from "./use-base.ts";

/** The part of what a skill's own action answers that matters here. */
type Done = { readonly did: "duplicated"; readonly skillId: string } | { readonly did: "archived" } | { readonly did: "unarchived" };

/** What can be done with a skill from anywhere: it is sent to the skill's own page. */
export interface SkillActions {
  readonly duplicate: () => void;
  readonly archive: () => void;
  readonly unarchive: () => void;
  /** Saves the draft, or a version by its id, as a file. */
  readonly save: (versionId: string | null) => void;
  readonly busy: boolean;
  readonly error: string | null;
}

/** Duplicates, archives, takes back and exports one skill. */
export function useSkillActions({ id, name }: { readonly id: string; readonly name: string }): SkillActions {
  const host = useHost();
  const base = useBase();
  const fetcher = useFetcher<Outcome<Done>>();
  const [unsaved, setUnsaved] = useState(false);
  const send = (action: "duplicate" | "archive" | "unarchive") => fetcher.submit({ do: action }, { method: "post", encType: "application/json", action: `${base}/skills/${id}` });
  useAnswered<Done>(fetcher.data, (done) => {
    if (done.did === "duplicated") { host.toast(`${name} duplicated`); host.navigate(`skills/${done.skillId}`); }
    if (done.did === "archived") { host.toast(`${name} archived`); host.navigate("skills"); }
    if (done.did === "unarchived") host.toast(`${name} is back in the list`);
  });
  const archive = async () => {
    if (await host.confirm({ title: `Archive ${name}?`, text: "It leaves the list and cannot be run until it is taken back. Its versions, runs and images stay.", action: "Archive", tone: "critical" })) send("archive");
  };
  return {
    duplicate: () => send("duplicate"), archive: () => void archive(), unarchive: () => send("unarchive"),
    save: (versionId) => {
      setUnsaved(false);
      saveFile(host.fetch, `${base}/skills/${id}/file${versionId === null ? "" : `?version=${versionId}`}`).then(() => host.toast(`${name} exported`), () => setUnsaved(true));
    },
    busy: fetcher.state !== "idle", error: errorOf(fetcher)?.say ?? (unsaved ? `${name} was not exported. Try again.` : null),
  };
}
