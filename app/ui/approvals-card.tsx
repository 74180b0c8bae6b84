import { useState, type ReactNode } from "react";
import { count as counted } from "./format.ts";
import { Button, Link, TextField } from "./kit.tsx";
import { Card, Quiet, Section } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { When } from "./when.tsx";

/** A question to a person in the middle of a run. */
export interface Approval {
  readonly id: string;
  readonly itemId: string;
  readonly title: string;
  readonly question: string;
  readonly instructions: string;
  readonly state: "awaiting" | "approved" | "rejected" | "expired" | "withdrawn";
  readonly image: PictureSource | null;
  readonly text: string | null;
  readonly askedText: string | null;
  readonly atExpiry: "stop" | "go-on";
  readonly expiresAt: string;
  readonly decidedAt: string | null;
  readonly byPerson: boolean;
}
/** From this width on there is room for a text of several lines. */
const LARGE = 200;
type Decision = "approve" | "reject";
type Decide = (ids: string[], decision: Decision, text: string | null) => void;

/** What was done, for a toast. */
export function answeredWords({ decision, decided }: { readonly decision: Decision; readonly decided: number }): string {
  return `${decided === 1 ? "" : `${counted(decided, "question")} `}${decision === "approve" ? "approved" : "rejected"}`.replace(/^./, (letter) => letter.toUpperCase());
}

/** What waits for a decision, each with its picture and the text that may be edited. With one question A approves and X rejects it. `runId` links each product, null on its own page. */
export function ApprovalsCard({ approvals, count, busy, runId, onDecide, onAll }: {
  readonly approvals: readonly Approval[]; readonly count: number; readonly busy: boolean; readonly runId: string | null;
  readonly onDecide: Decide; readonly onAll?: (decision: Decision) => void;
}) {
  if (approvals.length === 0) return null;
  const note = count > approvals.length ? `The first ${approvals.length} of ${count}. The next come as you decide.` : count === 1 ? "The product waits and goes on once you have decided." : "The products wait and go on one by one as you decide.";
  return (
    <div id="approvals" tabIndex={-1}>
      <Card
        title={counted(count, "decision waits for you", "decisions wait for you")} note={note} flush
        aside={onAll && count > 1 ? <div className="pc-row"><Button busy={busy} onAction={() => onAll("reject")}>Reject all</Button><Button busy={busy} onAction={() => onAll("approve")}>{`Approve all ${count}`}</Button></div> : undefined}
      >
        {approvals.map((approval) => (
          <ApprovalQuestion
            key={approval.id} approval={approval} keys={approvals.length === 1} busy={busy} onDecide={onDecide} size={runId === null ? 480 : 240}
            title={runId === null ? null : <Link to={`runs/${runId}/items/${approval.itemId}`}>{approval.title}</Link>}
          />
        ))}
      </Card>
    </div>
  );
}

/** One question with its picture, the text that may be edited and both answers. `size` is the picture's width in pixels; with `keys` A approves and X rejects. */
export function ApprovalQuestion({ approval, keys, busy, size, title, onDecide }: { readonly approval: Approval; readonly keys: boolean; readonly busy: boolean; readonly size: number; readonly title: ReactNode; readonly onDecide: Decide }) {
  const [text, setText] = useState(approval.text);
  const decide = (decision: Decision) => onDecide([approval.id], decision, decision === "approve" ? text : null);
  useShortcuts(keys && !busy ? { a: () => decide("approve"), x: () => decide("reject") } : {});
  return (
    <Section>
      <div className="pc-approval" role="group" aria-label={`${approval.title}: ${approval.question}`}>
        <Picture image={approval.image} alt={`To decide: ${approval.title}`} size={size} />
        <div className="pc-stack pc-tight">
          <div>
            {title}
            <p><strong>{approval.question}</strong></p>
            {approval.instructions ? <Quiet>{approval.instructions}</Quiet> : null}
          </div>
          {text === null ? null : <TextField label="Text" help="It goes on as you leave it." rows={size < LARGE ? 1 : 3} maxLength={5000} value={text} onChange={setText} />}
          <div className="pc-row">
            <Button variant="primary" icon="check" busy={busy} onAction={() => decide("approve")}>Approve</Button>
            <Button icon="x" busy={busy} onAction={() => decide("reject")}>Reject</Button>
            {approval.image ? <Link to={approval.image.full} external>Open large</Link> : null}
          </div>
          <Quiet small>{approval.atExpiry === "stop" ? "Given up " : "Goes on by itself "}<When within at={approval.expiresAt} />{keys ? <>{". Keys: "}<kbd>A</kbd>{" approve, "}<kbd>X</kbd>{" reject."}</> : "."}</Quiet>
        </div>
      </div>
    </Section>
  );
}

/** What was decided about a product, and whether a text was edited. */
export function DecidedCard({ approvals }: { readonly approvals: readonly Approval[] }) {
  if (approvals.length === 0) return null;
  return (
    <Card title="Decisions" flush>
      {approvals.map(({ id, question, state, byPerson, decidedAt, text, askedText }) => (
        <Section key={id}>
          <div className="pc-row pc-between"><strong>{question}</strong><span className="pc-quiet">{state === "rejected" ? "Rejected" : byPerson ? "Approved" : "Went on, nobody decided"}{decidedAt ? <>{", "}<When at={decidedAt} /></> : null}</span></div>
          {state === "approved" && text !== askedText ? <Quiet>{`Text, edited: ${text ?? ""}`}</Quiet> : null}
        </Section>
      ))}
    </Card>
  );
}
