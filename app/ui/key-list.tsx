import { KeyCard, type ShownKey } from "./key-card.tsx";
import type { ProviderChoice } from "./key-dialogs.tsx";
import { Button } from "./kit.tsx";
import { Card, Quiet, Row } from "./layout.tsx";
import { EmptyState } from "./states.tsx";

/** What a page can do with keys. */
export interface KeyActs {
  readonly onAdd: (provider: string | null) => void;
  readonly onCheck: (item: ShownKey) => void;
  readonly onRotate: (item: ShownKey) => void;
  readonly onCap: (item: ShownKey) => void;
  readonly onRemove: (item: ShownKey) => void;
}

/** A card a key, and one that offers the next. Without any: what keys are for. */
export function KeyList({ keys, providers, mayManage, busy, onAdd, onCheck, onRotate, onCap, onRemove }: KeyActs & {
  readonly keys: readonly ShownKey[]; readonly providers: readonly ProviderChoice[]; readonly mayManage: boolean; readonly busy: boolean;
}) {
  if (keys.length === 0) {
    return (
      <EmptyState icon="lock" title="No API key yet" action={mayManage ? { label: "Add API key", onAction: () => onAdd(null) } : undefined}>
        Skills that generate images are paid with your own keys of OpenAI, Google Gemini or Flux. You pay the provider directly.
      </EmptyState>
    );
  }
  return (
    <div className="pc-keys">
      {keys.map((item) => (
        <KeyCard key={item.id} item={item} mayManage={mayManage} busy={busy} onCheck={() => onCheck(item)} onRotate={() => onRotate(item)} onCap={() => onCap(item)} onRemove={() => onRemove(item)} />
      ))}
      {mayManage ? (
        <Card title="Add another provider">
          <div className="pc-stack pc-tight">
            <Quiet>You pay the provider directly. We encrypt the key, show its last four characters only, and never charge for its use.</Quiet>
            <Row>{providers.map(({ id, title }) => <Button key={id} onAction={() => onAdd(id)} name={`Add a key of ${title}`}>{title}</Button>)}</Row>
            <Quiet small>Checked with a call that costs nothing.</Quiet>
          </div>
        </Card>
      ) : null}
    </div>
  );
}
