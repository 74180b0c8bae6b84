import { callDollars, NO_COST } from "./format.ts";
import { Button, Icon, Surface } from "./kit.tsx";
import { BeforeAfter } from "./picture.tsx";

/** A skill to start from. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly before: string;
  /** Null for one that needs a key: its result is not known yet. */
  readonly after: string | null;
  readonly needs: { readonly provider: string; readonly eachMicros: number } | null;
}

/** A template by its looks: before, after, what comes out, and what key and money it needs. */
export function TemplateTile({ template, busy, disabled, onUse }: { readonly template: Template; readonly busy: boolean; readonly disabled?: boolean; readonly onUse: () => void }) {
  return (
    <Surface>
      <BeforeAfter before={template.before} after={template.after} name={template.name} />
      <div className="pc-tile-body">
        <h3>{template.name}</h3>
        <p className="pc-small">{template.line}</p>
        <div className="pc-tile-foot">
          {template.needs ? <><span><Icon name="lock" />{`Key of ${template.needs.provider}`}</span><span>{`about ${callDollars(template.needs.eachMicros)} a product`}</span></> : <><span><Icon name="check-circle" />No key needed</span><span>{NO_COST}</span></>}
        </div>
        <div className="pc-tile-use"><Button onAction={onUse} busy={busy} disabled={disabled} name={`Use template ${template.name}`} wide>Use template</Button></div>
      </div>
    </Surface>
  );
}
