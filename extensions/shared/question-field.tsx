/** @jsxImportSource preact */
import type { Question } from "./answers.ts";
import type { Given } from "./use-choice.ts";

/** A question of the skill. A file cannot be chosen here: the run form in the app takes it. */
export function QuestionField({ question, given, onGive }: { readonly question: Question; readonly given: Given[string] | undefined; readonly onGive: (value: Given[string]) => void }) {
  const { label, help } = question;
  const text = given?.kind === "text" ? given.text : "";
  switch (question.kind) {
    case "upload": return null;
    case "text": return <s-text-field label={label} details={help} value={text} maxLength={question.maxLength} onChange={(event) => onGive({ kind: "text", text: event.currentTarget.value })} />;
    case "choice": return (
      <s-select label={label} details={help} value={text} onChange={(event) => onGive({ kind: "text", text: event.currentTarget.value })}>
        {question.options.map((option) => <s-option key={option} value={option}>{question.labels?.[option] ?? option}</s-option>)}
      </s-select>
    );
    case "asset": {
      const hash = given?.kind === "image" ? given.hash : "";
      const chosen = question.assets.find((asset) => asset.hash === hash);
      if (!chosen) return null;
      return (
        <s-stack direction="inline" gap="base" alignItems="end">
          <s-thumbnail src={chosen.url} alt={chosen.name} />
          <s-select label={label} details={help} value={hash} onChange={(event) => onGive({ kind: "image", hash: event.currentTarget.value })}>
            {question.assets.map((asset) => <s-option key={asset.hash} value={asset.hash}>{asset.name}</s-option>)}
          </s-select>
        </s-stack>
      );
    }
  }
}
