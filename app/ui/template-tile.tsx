import { callDollars, NO_COST } from "./format.ts";
import { Button, Icon, Link, Surface } from "./kit.tsx";
import { BeforeAfter } from "./picture.tsx";

/** A skill to start from. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly before: string;
  /** Null for one that needs a key: its result is not known yet. */
  readonly after: string | null;
  readonly needs: TemplateNeeds;
}

/** The provider whose key a template needs, and about what a product costs, micro-dollars; null for none. */
export type TemplateNeeds = { readonly provider: string; readonly eachMicros: number } | null;

/** What a template needs, in words. */
export function needWords(needs: TemplateNeeds): { readonly key: string; readonly cost: string } {
  return needs ? { key: `Key of ${needs.provider}`, cost: `about ${callDollars(needs.eachMicros)} a product` } : { key: "No key needed", cost: NO_COST };
}

/** A template by its looks: before, after, what comes out, and what key and money it needs. */
export function TemplateTile({ template, busy, disabled, label = "Use template", onUse, onEdit }: { readonly template: Template; readonly busy: boolean; readonly disabled?: boolean; readonly label?: string; readonly onUse: () => void; readonly onEdit?: () => void }) {
  const { id, name, line, before, after, needs } = template;
  const { key, cost } = needWords(needs);
  return (
    <Surface>
      <BeforeAfter before={before} after={after} name={name} />
      <div className="pc-tile-body">
        <h3 className="pc-name"><Link to={`skills/templates?template=${id}`}>{name}</Link></h3>
        <p className="pc-small">{line}</p>
        <div className="pc-tile-foot"><span><Icon name={needs ? "lock" : "check-circle"} />{key}</span><span>{cost}</span></div>
        <div className="pc-tile-use">
          <Button onAction={onUse} busy={busy} disabled={disabled} name={`${label} ${name}`} wide>{label}</Button>
          {onEdit ? <Button onAction={onEdit} disabled={disabled || busy} name={`Duplicate and edit ${name}`} wide>Duplicate and edit</Button> : null}
        </div>
      </div>
    </Surface>
  );
}
