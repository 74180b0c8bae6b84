import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { isMonth } from "#app/core/money.ts";
import { can } from "#app/core/permissions.ts";
import { monthSpend } from "#app/features/calls/month-spend.server.ts";
import { listKeyEvents } from "#app/features/keys/list-key-events.server.ts";
import { listKeys } from "#app/features/keys/list-keys.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { monthWords } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import type { ShownKey } from "#app/ui/key-card.tsx";
import { AddKeyDialog, CapDialog, RotateDialog } from "#app/ui/key-dialogs.tsx";
import { KeyList } from "#app/ui/key-list.tsx";
import { KeyLog } from "#app/ui/key-log.tsx";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Split } from "#app/ui/layout.tsx";
import { saveFile } from "#app/ui/save-file.ts";
import { SpendCard } from "#app/ui/spend-card.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useBase } from "#app/ui/use-base.ts";
import { useRefresh } from "#app/ui/use-refresh.ts";
import { WorkspaceCap } from "#app/ui/workspace-cap.tsx";
import { doKeys, KeysRequest } from "./keys-actions.server.ts";

export const meta: MetaFunction = () => [{ title: "Keys and spend, Piccaso" }];

/** An address that names no month shows this one, and one that names no place in the log its newest lines. */
const Query = z.object({ month: z.string().refine(isMonth).nullable().catch(null), log: z.uuid().nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { searchParams } = new URL(request.url);
  const { month, log } = Query.parse({ month: searchParams.get("month"), log: searchParams.get("log") });
  return answer(async () => {
    const [keys, spend, events] = await Promise.all([listKeys(at), monthSpend(at, { month }), listKeyEvents(at, { before: log })]);
    return { ...keys, spend, log: { ...events, first: log === null }, mayManage: can(at.actor, "manage"), providers: at.providers.all().map(({ id, title, keyHelp }) => ({ id, title, help: keyHelp.say })) };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doKeys(at, await readJson(request, KeysRequest)));
}

type Asked = { readonly what: "add"; readonly provider: string | null } | { readonly what: "rotate"; readonly item: ShownKey } | { readonly what: "cap"; readonly item: ShownKey | null } | null;
const DONE = { add: "Key added", rotate: "Key rotated", cap: "Cap saved", check: "Checking the key", remove: "Key removed", spending: "Saved" } as const;
const STOPPED = {
  owner: { title: "All spending is stopped", text: "No call is bought until the owner allows it again. Nothing is lost meanwhile." },
  operator: { title: "Piccaso has stopped all spending", text: "No call is bought in any workspace until we allow it again. Nothing is lost meanwhile, and products go on by themselves." },
} as const;

/** Which key works, how much is left, where the money went, and how to stop it. */
export default function KeysPage() {
  const { keys, stopped, workspace, spend, log, mayManage, providers } = useLoaderData<typeof loader>();
  const host = useHost();
  const [asked, setAsked] = useState<Asked>(null);
  const { fetcher, send, busy } = useSend<typeof action>();
  const exporting = useExport(spend.month);
  const month = useMonth();
  useAnswered(fetcher.data, ({ did }) => { setAsked(null); host.toast(DONE[did]); });
  useRefresh(keys.some(({ state }) => state === "checking"));
  const error = errorOf(fetcher);
  const dialog = { open: true, busy, error, onClose: () => setAsked(null) };
  const remove = async ({ id, label }: ShownKey) => {
    if (await host.confirm({ title: `Remove ${label}?`, text: "What it has spent stays in the books. Items that need it wait as “no key” and never use another one by themselves.", action: "Remove", tone: "critical" })) send({ do: "remove", keyId: id });
  };
  const spending = async () => {
    if (stopped) return send({ do: "spending", allowed: true });
    if (await host.confirm({ title: "Stop all spending?", text: "No call is bought from now on, by any run. Calls that were sent already are awaited. Items wait and go on when you allow spending again.", action: "Stop all spending", tone: "critical" })) send({ do: "spending", allowed: false });
  };
  const exportCsv = { label: "Export CSV", busy: exporting.busy, disabled: spend.rows.length === 0, onAction: exporting.start };
  const toggle = { label: stopped === "owner" ? "Allow spending" : "Stop all spending", ...(stopped ? {} : { tone: "critical" as const }), busy, onAction: () => void spending() };
  return (
    <Page
      title="Keys and spend" primary={mayManage ? { label: "Add API key", onAction: () => setAsked({ what: "add", provider: null }) } : undefined}
      secondary={[...(mayManage && stopped !== "operator" ? [toggle] : []), exportCsv]}
    >
      {stopped ? <Banner tone="critical" title={STOPPED[stopped].title}><p>{STOPPED[stopped].text}</p></Banner> : null}
      {error && asked === null ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      {exporting.failed ? <Banner tone="critical" title="The export broke off" actions={[{ label: "Export again", onAction: exporting.start }]}><p>{`The file of ${monthWords(spend.month)} did not arrive whole, so it was not saved.`}</p></Banner> : null}
      <KeyList
        keys={keys} providers={providers} mayManage={mayManage} busy={busy} onAdd={(provider) => setAsked({ what: "add", provider })} onCheck={({ id }) => send({ do: "check", keyId: id })}
        onRotate={(item) => setAsked({ what: "rotate", item })} onCap={(item) => setAsked({ what: "cap", item })} onRemove={(item) => void remove(item)}
      />
      <Split
        side={336}
        beside={(
          <>
            <WorkspaceCap cap={workspace} uncertain={spend.today === null ? 0 : spend.total.uncertain} onCap={mayManage ? () => setAsked({ what: "cap", item: null }) : undefined} />
            <KeyLog {...log} month={spend.month} />
          </>
        )}
      >
        <SpendCard spend={spend} loading={month.loading} onMonth={month.choose} />
      </Split>
      {asked?.what === "add" ? <AddKeyDialog {...dialog} first={asked.provider} providers={providers} onAdd={(key) => send({ do: "add", ...key })} /> : null}
      {asked?.what === "rotate" ? <RotateDialog {...dialog} label={asked.item.label} onRotate={(key) => send({ do: "rotate", keyId: asked.item.id, key })} /> : null}
      {asked?.what === "cap" ? (
        <CapDialog
          {...dialog} scope="month" title={asked.item ? `Cap of ${asked.item.label}` : "Cap of the workspace"} capMicros={asked.item ? asked.item.capMicros : workspace.capMicros}
          onSave={(capMicros) => send({ do: "cap", keyId: asked.item?.id ?? null, capMicros })}
        />
      ) : null}
    </Page>
  );
}

/** The month of the address; another one is loaded in its place, without moving the page. */
function useMonth(): { readonly loading: boolean; readonly choose: (month: string) => void } {
  const [search, setSearch] = useSearchParams();
  const { state, location } = useNavigation();
  const loading = state === "loading" && new URLSearchParams(location.search).get("month") !== search.get("month");
  const choose = (month: string) => setSearch((now) => { now.set("month", month); return now; }, { preventScrollReset: true });
  return { loading, choose };
}

/** Saves a month's calls as a file. */
function useExport(month: string): { readonly busy: boolean; readonly failed: boolean; readonly start: () => void } {
  const host = useHost();
  const base = useBase();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const start = () => {
    setState("busy");
    saveFile(host.fetch, `${base}/keys/calls.csv?month=${month}`).then(() => { setState("idle"); host.toast(`Calls of ${monthWords(month)} exported`); }, () => setState("failed"));
  };
  return { busy: state === "busy", failed: state === "failed", start };
}
