import { useState } from "react";
import type { Compared } from "#app/ui/compare-card.tsx";
import { useHost } from "#app/ui/host.tsx";
import { errorOf, useAnswered, useSend, type Outcome } from "#app/ui/use-act.ts";
import type { SkillVersion } from "#app/ui/versions-card.tsx";
import type { doSkill } from "./skill-actions.server.ts";

type Done = Awaited<ReturnType<typeof doSkill>>;
type Action = () => Promise<Outcome<Done>>;

/** Restores a version, after a question, and compares two of them. `replaces` says that the draft holds something that a version does not. */
export function useVersions({ revision, newest, replaces }: { readonly revision: number; readonly newest: number | null; readonly replaces: boolean }) {
  const host = useHost();
  const restored = useSend<Action>();
  const compared = useSend<Action>();
  const [asked, setAsked] = useState<Compared | null>(null);
  useAnswered(restored.fetcher.data, (result) => { if (result.did === "restored") host.toast(`Version ${result.number} is the draft now`); });
  const answered = compared.busy || !compared.fetcher.data?.ok ? null : compared.fetcher.data.result;
  const ask = async ({ id, number }: SkillVersion) => {
    const text = `${replaces ? "What the draft has changed is replaced. " : ""}Runs use version ${newest ?? number} until you publish. Version ${number} stays as it is.`;
    if (await host.confirm({ title: `Restore version ${number}?`, text, action: "Restore" })) restored.send({ do: "restore", versionId: id, revision });
  };
  return {
    /** The two states that are compared, null for none. */
    asked, comparison: answered?.did === "compared" ? answered.comparison : null, compareError: errorOf(compared.fetcher)?.say ?? null, restoreError: errorOf(restored.fetcher)?.say ?? null,
    restore: (version: SkillVersion) => void ask(version),
    compare: (states: Compared) => {
      setAsked(states);
      compared.send({ do: "compare", from: states.from, to: states.to });
    },
    close: () => setAsked(null),
  };
}
