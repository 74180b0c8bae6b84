import { count } from "./format.ts";
import { Button, Icon } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";

/** Items that stopped for the same reason. */
export interface Need {
  readonly reason: string;
  readonly say: string;
  readonly state: "queued" | "running" | "waiting" | "done" | "failed" | "uncertain" | "cancelled" | "expired";
  readonly items: readonly { readonly id: string; readonly title: string }[];
  readonly retryable: boolean;
}

const NAMED = 3;

function titleOf({ state, items }: Need): string {
  const products = items.length;
  if (state === "waiting") return `${products} ${products === 1 ? "waits" : "wait"}`;
  if (state === "expired") return `${count(products, "image")} deleted undecided`;
  return state === "uncertain" ? `${products} uncertain` : `${products} failed`;
}

/** What stopped, by reason, each with its explanation and what to do for the whole group. */
export function NeedsYou({ needs, going, busy, onRetry }: { readonly needs: readonly Need[]; readonly going: boolean; readonly busy: boolean; readonly onRetry: (itemIds: string[]) => void }) {
  if (needs.length === 0) return <Card title="Needs you"><Quiet>{going ? "Nothing so far. You can leave this page, we tell you when the run ends." : "Nothing."}</Quiet></Card>;
  return (
    <Card title="Needs you" note={going ? "The rest goes on meanwhile" : undefined} flush>
      {needs.map((need, index) => {
        const names = need.items.slice(0, NAMED).map(({ title }) => title).join(", ");
        const others = need.items.length - NAMED;
        return (
          <Section key={`${need.state} ${need.reason} ${index}`} {...(need.state === "uncertain" ? { tone: "warning" as const } : {})}>
            <div className="pc-need" id={`need-${index}`} tabIndex={-1}>
              <div className="pc-need-head"><Icon name={need.state === "waiting" ? "pause" : need.state === "failed" ? "failed" : "alert"} /><strong>{titleOf(need)}</strong><span className="pc-quiet">No cost</span></div>
              <p><strong>{names}{others > 0 ? ` and ${others} more` : ""}</strong>{`: ${need.say}`}</p>
              {need.state === "waiting" ? <Quiet small>Starts by itself.</Quiet> : null}
              {need.retryable ? <div className="pc-row"><Button icon="redo" busy={busy} onAction={() => onRetry(need.items.map(({ id }) => id))}>{need.items.length === 1 ? "Try again" : `Try all ${need.items.length} again`}</Button></div> : null}
            </div>
          </Section>
        );
      })}
    </Card>
  );
}
