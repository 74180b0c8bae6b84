import { Button, Link, Surface } from "./kit.tsx";
import { Picture } from "./picture.tsx";
import { FieldError } from "./states.tsx";
import type { Template } from "./template-tile.tsx";

/** The first minute: three own products, one click, no key. Can be dismissed. */
export function WelcomeCard({ templates, busy, error, onTry, onDismiss, other }: {
  readonly templates: readonly Template[];
  readonly busy: boolean;
  readonly error: string | null;
  readonly onTry: () => void;
  readonly onDismiss: () => void;
  /** Where other products are chosen. */
  readonly other: string;
}) {
  return (
    <Surface>
      <div className="pc-welcome">
        <div>
          <span className="pc-quiet">Start here, about one minute</span>
          <h2>See three of your products on a clean background</h2>
          <p className="pc-quiet">Runs on our servers. No API key, no cost, and nothing changes in your shop until you publish.</p>
          <div className="pc-row pc-welcome-do">
            <Button variant="primary" onAction={onTry} busy={busy}>Run on 3 products</Button>
            <Link to={other}>Choose other products</Link>
          </div>
          {error ? <FieldError>{error}</FieldError> : null}
        </div>
        <div className="pc-welcome-pairs">
          {templates.slice(0, 3).flatMap(({ id, name, before, after }) => [
            <figure key={`${id}-before`}><Picture image={before} alt={`Before: ${name}`} size={112} eager /><figcaption className="pc-small">Photo</figcaption></figure>,
            <figure key={`${id}-after`}><Picture image={after} alt={`After: ${name}`} size={112} eager /><figcaption className="pc-small">{name.replace(" background", "")}</figcaption></figure>,
          ])}
        </div>
        <div className="pc-welcome-close"><Button variant="quiet" icon="x" iconOnly onAction={onDismiss}>Dismiss</Button></div>
      </div>
    </Surface>
  );
}
