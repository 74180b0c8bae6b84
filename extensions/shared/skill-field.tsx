/** @jsxImportSource preact */
import type { SkillEntry } from "./answers.ts";
import { dollars, useWords } from "./words.tsx";

/** More than these are a menu. */
const MOST_IN_ROWS = 6;

/** The skills to choose from, with what an image of each has cost. */
export function SkillField({ skills, skillId, onChoose }: { readonly skills: readonly SkillEntry[]; readonly skillId: string; readonly onChoose: (id: string) => void }) {
  const t = useWords();
  const price = ({ eachMicros }: SkillEntry) => (eachMicros === null ? "" : t("skill.each", { price: dollars(eachMicros) }));
  if (skills.length > MOST_IN_ROWS) {
    return (
      <s-select label={t("skill.label")} value={skillId} details={skills.find(({ id }) => id === skillId)?.description ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
        {skills.map((skill) => <s-option key={skill.id} value={skill.id}>{[skill.name, price(skill)].filter(Boolean).join(", ")}</s-option>)}
      </s-select>
    );
  }
  return (
    <s-choice-list label={t("skill.label")} name="skill" values={[skillId]} onChange={(event) => onChoose(event.currentTarget.values[0] ?? skillId)}>
      {skills.map((skill) => (
        <s-choice key={skill.id} value={skill.id}>
          {skill.name}
          <s-text slot="details">{[skill.description, price(skill)].filter(Boolean).join(" · ")}</s-text>
        </s-choice>
      ))}
    </s-choice-list>
  );
}
