import { Link } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { When } from "./when.tsx";

/** What happened to keys, caps and the switch: when, and who did it. `older` is the place from which the log goes on. */
export function KeyLog({ events, older, first, month }: {
  readonly events: readonly { readonly id: string; readonly text: string; readonly at: string; readonly by: string | null }[];
  readonly older: string | null;
  /** Whether these are the newest. */
  readonly first: boolean;
  /** The month that the page shows, and goes on showing. */
  readonly month: string;
}) {
  return (
    <Card title="What happened to keys" flush>
      {events.length === 0 ? <Section><Quiet>Nothing so far. Whatever is done with a key or a cap is written down here.</Quiet></Section> : null}
      {events.map(({ id, text, at, by }) => <Section key={id}><p>{text}</p><Quiet small><When at={at} />{by === null ? ", by itself" : `, ${by}`}</Quiet></Section>)}
      {older !== null || !first ? (
        <Section>
          <div className="pc-row">
            {first ? null : <Link to={`keys?month=${month}`}>Newest</Link>}
            {older === null ? null : <Link to={`keys?month=${month}&log=${older}`}>Older</Link>}
          </div>
        </Section>
      ) : null}
    </Card>
  );
}
