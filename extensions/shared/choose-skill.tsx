/** @jsxImportSource preact */
import { FaultBanner } from "./fault-banner.tsx";
import { QuestionField } from "./question-field.tsx";
import { QuoteBox } from "./quote-box.tsx";
import { SkillField } from "./skill-field.tsx";
import type { Choice } from "./use-choice.ts";
import { useWords } from "./words.tsx";

/** Which skill, what it asks, and what it costs. */
export function ChooseSkill({ choice }: { readonly choice: Choice }) {
  const t = useWords();
  const { skills, skillId, questions, given, lacking } = choice;
  if (!skills) return <FaultBanner fault={choice.fault} />;
  if (skills.skills.length === 0) {
    return (
      <s-stack gap="base">
        <s-heading>{t("none.heading")}</s-heading>
        <s-paragraph>{t("none.text")}</s-paragraph>
        <s-link href="app:skills">{t("none.link")}</s-link>
      </s-stack>
    );
  }
  return (
    <s-stack gap="large">
      <FaultBanner fault={choice.fault} />
      {skills.paused ? <s-banner tone="critical">{t("paused")}</s-banner> : null}
      <SkillField skills={skills.skills} skillId={skillId} onChoose={choice.choose} />
      {questions.map((question) => <QuestionField key={question.key} question={question} given={given[question.key]} onGive={(value) => choice.give(question.key, value)} />)}
      {lacking ? <s-banner tone="info">{t("lacking", { label: lacking.label })} <s-link href={choice.formLink}>{t("runInPiccaso")}</s-link></s-banner> : <QuoteBox quote={choice.quote} />}
    </s-stack>
  );
}
