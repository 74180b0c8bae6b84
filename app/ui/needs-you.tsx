import { NO_COST } from "./format.ts";
import { Button, Icon, Link } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { When } from "./when.tsx";

/** Items that stopped for the same reason. */
export interface Need {
  readonly reason: string;
  readonly say: string;
  readonly state: "queued" | "running" | "waiting" | "done" | "failed" | "uncertain" | "cancelled" | "expired";
  readonly items: readonly { readonly id: string; readonly title: string }[];
  readonly retryable: boolean;
  readonly expiresAt: string | null;
  readonly checks: readonly { readonly title: string; readonly url: string }[];
}

const NAMED = 3;
/** What a waiting group waits for, where it does not start by itself. */
const WAITS: Readonly<Record<string, string>> = { no_key: "Goes on once a key works, see Keys and spend.", cap_reached: "Goes on once the cap is raised: of this run here, the others under Keys and spend.", needs_approval: "Goes on once you have decided, above.", overrun: "Goes on once you resume the run.", spending_stopped: "Goes on once spending is allowed again." };

function titleOf({ state, items }: Need): string {
  const products = items.length;
  if (state === "waiting") return `${products} ${products === 1 ? "waits" : "wait"}`;
  if (state === "expired") return `${products} given up`;
  return state === "uncertain" ? `${products} uncertain` : `${products} failed`;
}

/** What stopped, by reason, each with its explanation and what to do for the whole group. */
export function NeedsYou({ needs, going, busy, free, onRetry, onDecide }: {
  readonly needs: readonly Need[]; readonly going: boolean; readonly busy: boolean;
  /** Whether the run can cost nothing. */
  readonly free: boolean;
  readonly onRetry: (itemIds: string[]) => void;
  readonly onDecide: (itemIds: string[], decision: "buy-again" | "give-up") => void;
}) {
  if (needs.length === 0) return <Card title="Needs you"><Quiet>{going ? "Nothing so far. You can leave this page, we tell you when the run ends." : "Nothing."}</Quiet></Card>;
  return (
    <Card title="Needs you" note={going ? "The rest goes on meanwhile" : undefined} flush>
      {needs.map((need, index) => {
        const names = need.items.slice(0, NAMED).map(({ title }) => title).join(", ");
        const others = need.items.length - NAMED;
        return (
          <Section key={`${need.state} ${need.reason} ${index}`} {...(need.state === "uncertain" ? { tone: "warning" as const } : {})}>
            <div className="pc-need" id={`need-${index}`} tabIndex={-1}>
              <div className="pc-need-head"><Icon name={need.state === "waiting" ? "pause" : need.state === "failed" ? "failed" : "alert"} /><strong>{titleOf(need)}</strong>{free ? <span className="pc-quiet">{NO_COST}</span> : null}</div>
              <p><strong>{names}{others > 0 ? ` and ${others} more` : ""}</strong>{`: ${need.say}`}</p>
              {need.state === "waiting" ? <Quiet small>{WAITS[need.reason] ?? "Starts by itself."}{need.expiresAt && need.reason !== "needs_approval" ? <>{" Given up "}<When at={need.expiresAt} />.</> : null}</Quiet> : null}
              {need.state === "uncertain" ? (
                <div className="pc-row">
                  {need.checks.map(({ title, url }) => <Link key={url} to={url} external>{`Check at ${title}`}</Link>)}
                  <Button icon="redo" busy={busy} onAction={() => onDecide(need.items.map(({ id }) => id), "buy-again")}>Buy again</Button>
                  <Button busy={busy} onAction={() => onDecide(need.items.map(({ id }) => id), "give-up")}>Give up</Button>
                </div>
              ) : null}
              {need.retryable ? <div className="pc-row"><Button icon="redo" busy={busy} onAction={() => onRetry(need.items.map(({ id }) => id))}>{need.items.length === 1 ? "Try again" : `Try all ${need.items.length} again`}</Button></div> : null}
            </div>
          </Section>
        );
      })}
    </Card>
  );
}
