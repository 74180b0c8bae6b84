import { count } from "#app/ui/format.ts";
import { Button } from "#app/ui/kit.tsx";
import { align, duplicateChosen, frameChosen, removeChosen, switchMode } from "./actions.ts";
import { useEditor } from "./store.ts";

const SIDES = [["left", "Left"], ["centre", "Centre"], ["right", "Right"], ["top", "Top"], ["middle", "Middle"], ["bottom", "Bottom"]] as const;

/** What can be done to all that is chosen. */
export function SeveralChosen({ count: amount, steps }: { readonly count: number; readonly steps: number }) {
  const editor = useEditor();
  if (!editor.mayEdit) return <div className="cv-panel-body"><p>{`${count(steps, "step")} chosen`}</p></div>;
  return (
    <div className="cv-panel-body">
      <header className="cv-panel-head"><h2>{`${amount} chosen`}</h2></header>
      <h3>Align</h3>
      <div className="cv-row">{SIDES.map(([side, label]) => <Button key={side} onAction={() => align(editor, side)}>{label}</Button>)}</div>
      <h3>All of them</h3>
      <div className="cv-row">
        <Button onAction={() => switchMode(editor, "bypass")}>Bypass</Button>
        <Button onAction={() => switchMode(editor, "stop")}>Stop here</Button>
        <Button onAction={() => duplicateChosen(editor)}>Duplicate</Button>
        <Button onAction={() => frameChosen(editor)}>Put a frame around</Button>
        <Button tone="critical" onAction={() => removeChosen(editor)}>Remove</Button>
      </div>
    </div>
  );
}
