import { useFetcher, useLocation } from "@remix-run/react";
import { useEffect } from "react";
import { Banner } from "./kit.tsx";
import { useBase } from "./use-base.ts";

/** Something that ended, waits or goes, told until it is seen. */
export interface Notice {
  readonly id: string;
  readonly kind: keyof typeof TONE;
  readonly text: string;
  readonly path: string;
}

const TONE = { "run-ended": "success", "review-waiting": "info", "images-expire": "warning", "items-expire": "warning", "approval-waiting": "info", "publication-ended": "success", "publication-stuck": "critical", "run-stopped": "critical", "cap-half": "info", "cap-near": "warning", "cap-reached": "critical", "privacy-request": "warning", "plan-changed": "info", "automation-stopped": "critical" } as const;
const ACTION = { "run-ended": "Open run", "review-waiting": "Review images", "images-expire": "Review images", "items-expire": "Open run", "approval-waiting": "Decide", "publication-ended": "Open publication", "publication-stuck": "Open publication", "run-stopped": "Open run", "cap-half": "Keys and spend", "cap-near": "Keys and spend", "cap-reached": "Raise the cap", "privacy-request": "Open the requests", "plan-changed": "See the plan", "automation-stopped": "See automations" } as const;

/** Pages that are places to go on from; where somebody works on one thing, a notice would only be in the way. */
const SHOWN_ON = new Set(["", "skills", "runs", "library", "publications"]);

/** The most pressing notice: one banner an area, the next comes when this one is seen. */
function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const base = useBase();
  const fetcher = useFetcher();
  const { pathname } = useLocation();
  const seen = fetcher.json;
  const waiting = notices.filter(({ id }) => !(typeof seen === "object" && seen !== null && "id" in seen && seen.id === id));
  const first = waiting.find(({ kind }) => TONE[kind] === "critical") ?? waiting.find(({ kind }) => TONE[kind] === "warning") ?? waiting[0];
  const opened = first && pathname === `${base}/${first.path.split("?")[0] ?? ""}` ? first.id : null;
  // Who looks at what a notice is about needs no notice of it.
  useEffect(() => {
    if (opened) fetcher.submit({ id: opened }, { method: "post", action: `${base}/notices`, encType: "application/json" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the fetcher is a new object at every state
  }, [opened, base]);
  const page = pathname.slice(base.length + 1);
  if (!first || opened || !SHOWN_ON.has(page)) return null;
  const dismiss = () => fetcher.submit({ id: first.id }, { method: "post", action: `${base}/notices`, encType: "application/json" });
  const more = waiting.length - 1;
  return (
    <div className="pc-notices">
      <Banner tone={TONE[first.kind]} title={first.text} onDismiss={dismiss} actions={[{ label: ACTION[first.kind], to: first.path }]}>
        {more > 0 ? <p>{more === 1 ? "1 more notice after this one." : `${more} more notices after this one.`}</p> : null}
      </Banner>
    </div>
  );
}

interface Reached {
  readonly paused: boolean;
  readonly accessEnded: boolean;
  readonly member: { readonly paused: boolean };
}

/** The one banner on top of every page: the shop that cannot be reached before what happened in it. */
export function ShellNotices({ workspace, notices }: { readonly workspace: Reached; readonly notices: readonly Notice[] }) {
  if (workspace.paused || workspace.accessEnded) return <Reconnect />;
  return workspace.member.paused ? <PausedMember /> : <Notices notices={notices} />;
}

/** While Shopify gives no token: the shop has uninstalled, or nobody opened the app for 90 days. */
function Reconnect() {
  return (
    <div className="pc-notices">
      <Banner tone="critical" title="Shopify asks you to connect again"><p>Runs and publications wait, nothing is lost. Open Piccaso from Apps in your Shopify admin to connect.</p></Banner>
    </div>
  );
}

/** For a member that the plan has no room for. */
function PausedMember() {
  return <div className="pc-notices"><Banner tone="info" title="You can look and export"><p>The plan has no room for you as a member. Ask the owner to choose a larger one under Settings, Plan.</p></Banner></div>;
}
