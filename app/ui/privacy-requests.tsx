import { count } from "./format.ts";
import { Badge, Button, Link } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Quiet, Row, Section, Stack } from "./layout.tsx";
import { EmptyState } from "./states.tsx";
import { Table } from "./table.tsx";
import { When } from "./when.tsx";

/** A request as the page is given it. */
export interface PrivacyRequestRow {
  readonly id: string;
  readonly topic: keyof typeof ASKED;
  readonly requestId: string | null;
  readonly state: keyof typeof BADGES;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly finishedAt: string | null;
  readonly evidence: { readonly searchedAt: string | null; readonly records: number; readonly texts: number; readonly places: number; readonly found: readonly { readonly what: string; readonly path: string | null }[] } | null;
}

const ASKED = { "customers/data_request": "What is kept about a customer", "customers/redact": "Erase a customer", "shop/redact": "Erase everything of this shop" } as const;
const BADGES = {
  "open": { tone: "info", icon: "running", children: "Being searched" }, "none-held": { tone: "success", icon: "check", children: "None held" }, "erased": { tone: "success", icon: "check", children: "Erased" },
  "found": { tone: "warning", icon: "alert", children: "Waits for the owner" }, "answered": { tone: "success", icon: "check", children: "Answered" }, "ignored": { tone: "neutral", icon: "info", children: "Not done" },
} as const satisfies Readonly<Record<string, BadgeProps>>;

/** The requests that Shopify passed on: those that wait for the owner first, then all with their evidence. */
export function PrivacyRequests({ requests, mayManage, busy, onAnswered }: { readonly requests: readonly PrivacyRequestRow[]; readonly mayManage: boolean; readonly busy: boolean; readonly onAnswered: (id: string) => void }) {
  if (requests.length === 0) {
    return (
      <EmptyState icon="lock" title="No privacy requests yet">
        When a customer of your shop asks what is kept about them, or to be erased, Shopify passes it on. Piccaso reads no customers and no orders. It searches every prompt, answer and name that was written here, and shows what came of it.
      </EmptyState>
    );
  }
  return (
    <Stack>
      {requests.filter(({ state }) => state === "found").map((request) => <Waiting key={request.id} request={request} mayManage={mayManage} busy={busy} onAnswered={onAnswered} />)}
      <Card title="All requests" flush>
        <Table
          caption="Privacy requests, newest first"
          columns={[{ key: "asked", title: "Request" }, { key: "received", title: "Received" }, { key: "due", title: "Due" }, { key: "state", title: "State" }, { key: "evidence", title: "What was done", width: "32%" }]}
          rows={requests.map((request) => ({
            id: request.id,
            cells: {
              asked: <span className="pc-name">{ASKED[request.topic]}{request.requestId ? ` (${request.requestId})` : ""}</span>,
              received: <When at={request.receivedAt} />, due: <When at={request.dueAt} />, state: <Badge {...BADGES[request.state]} />, evidence: <Evidence request={request} />,
            },
          }))}
        />
      </Card>
    </Stack>
  );
}

function Waiting({ request: { id, topic, dueAt, evidence }, mayManage, busy, onAnswered }: { readonly request: PrivacyRequestRow; readonly mayManage: boolean; readonly busy: boolean; readonly onAnswered: (id: string) => void }) {
  const found = evidence?.found ?? [];
  const more = (evidence?.places ?? 0) - found.length;
  return (
    <Card title={ASKED[topic]} note={<>Answer by <When at={dueAt} within /></>}>
      <Quiet>{topic === "customers/redact"
        ? "These texts still name the customer after the search. Take the name out, then mark the request as answered."
        : "These texts name the customer. Tell them what stands there, then mark the request as answered. The request itself is in your Shopify admin."}</Quiet>
      <ul className="pc-list">
        {found.map(({ what, path }, place) => <li key={place}>{path ? <Link to={path}>{what}</Link> : what}</li>)}
        {more > 0 ? <li>{count(more, "more place")}</li> : null}
      </ul>
      <Section>
        <Row>{mayManage ? <Button variant="primary" busy={busy} onAction={() => onAnswered(id)}>Mark as answered</Button> : <Quiet>Only the owner can close this request.</Quiet>}</Row>
      </Section>
    </Card>
  );
}

function Evidence({ request: { topic, state, finishedAt, evidence } }: { readonly request: PrivacyRequestRow }) {
  if (topic === "shop/redact") return state === "ignored" ? <>The shop had been connected again, so nothing was erased.</> : <>Everything is being erased.</>;
  if (!evidence?.searchedAt) return <>The search has not ended yet.</>;
  const searched = `${count(evidence.texts, "text")} in ${count(evidence.records, "record")} searched`;
  const came = state === "none-held" ? "nothing found" : state === "erased" ? `${count(evidence.places, "place")} found and erased` : `${count(evidence.places, "place")} found`;
  return <span>{searched} <When at={finishedAt ?? evidence.searchedAt} within />, {came}. Pictures were not read.</span>;
}
