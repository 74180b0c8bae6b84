/** @jsxImportSource preact */
import { ChooseSkill } from "../../shared/choose-skill.tsx";
import { StartButton } from "../../shared/start-button.tsx";
import { useChoice } from "../../shared/use-choice.ts";
import { useWords } from "../../shared/words.tsx";

/** A skill for this product, and what it costs. */
export function Choosing({ productId, onClose, onStarted }: { readonly productId: string; readonly onClose: () => void; readonly onStarted: (runId: string, mayPublish: boolean) => void }) {
  const t = useWords();
  const choice = useChoice([productId], (runId) => onStarted(runId, choice.skills?.mayPublish ?? false));
  const title = choice.quote?.title;
  return (
    <s-admin-action heading={title ? t("heading.for", { title }) : t("heading.choose")} loading={!choice.skills && !choice.fault}>
      <ChooseSkill choice={choice} />
      {choice.skills && choice.skills.skills.length > 0 ? <StartButton choice={choice} /> : null}
      <s-button slot="secondary-actions" onClick={onClose}>{t("cancel")}</s-button>
    </s-admin-action>
  );
}
