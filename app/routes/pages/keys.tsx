import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { can } from "#app/core/permissions.ts";
import { monthSpend } from "#app/features/calls/month-spend.server.ts";
import { listKeys } from "#app/features/keys/list-keys.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { callDollars, count, dollars } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { KeyCard, MoneyBar, type ShownKey } from "#app/ui/key-card.tsx";
import { AddKeyDialog, CapDialog, RotateDialog } from "#app/ui/key-dialogs.tsx";
import { Banner, Button, Page } from "#app/ui/kit.tsx";
import { Card, Quiet, Section, Split } from "#app/ui/layout.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { Table } from "#app/ui/table.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useRefresh } from "#app/ui/use-refresh.ts";
import { When } from "#app/ui/when.tsx";
import { doKeys, KeysRequest } from "./keys-actions.server.ts";

export const meta: MetaFunction = () => [{ title: "Keys and spend, Piccaso" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const [keys, spend] = await Promise.all([listKeys(at), monthSpend(at)]);
    return { ...keys, spend, mayManage: can(at.actor, "manage"), providers: at.providers.all().map(({ id, title, keyHelp }) => ({ id, title, help: keyHelp.say })) };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doKeys(at, await readJson(request, KeysRequest)));
}

type Asked = { readonly what: "add" } | { readonly what: "rotate"; readonly item: ShownKey } | { readonly what: "cap"; readonly item: ShownKey | null } | null;
const DONE = { add: "Key added", rotate: "Key rotated", cap: "Cap saved", check: "Checking the key", remove: "Key removed", spending: "Saved" } as const;

/** Which key works, how much is left, where the money went, and how to stop it. */
export default function KeysPage() {
  const { keys, events, stoppedAt, workspace, spend, mayManage, providers } = useLoaderData<typeof loader>();
  const host = useHost();
  const [asked, setAsked] = useState<Asked>(null);
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, ({ did }) => { setAsked(null); host.toast(DONE[did]); });
  useRefresh(keys.some(({ state }) => state === "checking"));
  const error = errorOf(fetcher);
  const dialog = { busy, error, onClose: () => setAsked(null) };
  const remove = async ({ id, label }: ShownKey) => {
    if (await host.confirm({ title: `Remove ${label}?`, text: "What it has spent stays in the books. Items that need it wait as “no key” and never use another one by themselves.", action: "Remove", tone: "critical" })) send({ do: "remove", keyId: id });
  };
  const spending = async () => {
    if (stoppedAt) return send({ do: "spending", allowed: true });
    if (await host.confirm({ title: "Stop all spending?", text: "No call is bought from now on, by any run. Calls that were sent already are awaited. Items wait and go on when you allow spending again.", action: "Stop all spending", tone: "critical" })) send({ do: "spending", allowed: false });
  };
  const saveCap = (keyId: string | null, text: string) => send({ do: "cap", keyId, capMicros: text.trim() === "" ? null : Math.round(Number(text) * 1_000_000) });
  return (
    <Page
      title="Keys and spend" primary={mayManage ? { label: "Add API key", onAction: () => setAsked({ what: "add" }) } : undefined}
      secondary={mayManage ? [{ label: stoppedAt ? "Allow spending" : "Stop all spending", ...(stoppedAt ? {} : { tone: "critical" as const }), busy, onAction: () => void spending() }] : []}
    >
      {stoppedAt ? <Banner tone="critical" title="All spending is stopped"><p>No call is bought until the owner allows it again. Nothing is lost meanwhile.</p></Banner> : null}
      {error && asked === null ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      {keys.length > 0 ? (
        <div className="pc-keys">
          {keys.map((item) => (
            <KeyCard
              key={item.id} item={item} mayManage={mayManage} busy={busy} onCheck={() => send({ do: "check", keyId: item.id })} onRotate={() => setAsked({ what: "rotate", item })}
              onCap={() => setAsked({ what: "cap", item })} onRemove={() => void remove(item)}
            />
          ))}
        </div>
      ) : (
        <EmptyState icon="lock" title="No API key yet" action={mayManage ? { label: "Add API key", onAction: () => setAsked({ what: "add" }) } : undefined}>Skills that generate images are paid with your own keys of OpenAI, Google Gemini or Flux. You pay the provider directly.</EmptyState>
      )}
      <Split
        side={336}
        beside={(
          <>
            <Card title="Workspace cap" aside={mayManage ? <Button onAction={() => setAsked({ what: "cap", item: null })} name="Change cap of the workspace">Change cap</Button> : undefined}>
              <div className="pc-row pc-between"><strong className="pc-key-spent">{dollars(workspace.spentMicros)}</strong><Quiet small>{workspace.capMicros === null ? "No monthly cap" : `of ${dollars(workspace.capMicros)}`}</Quiet></div>
              {workspace.capMicros === null ? null : <MoneyBar spent={workspace.spentMicros} reserved={workspace.reservedMicros} cap={workspace.capMicros} label="Workspace" />}
              <Quiet small>{workspace.reservedMicros > 0 ? `${dollars(workspace.reservedMicros)} held for calls under way${spend.uncertain.calls > 0 ? ` and ${count(spend.uncertain.calls, "uncertain call")}` : ""}. ` : ""}Starts again with the next month.</Quiet>
            </Card>
            <Card title="What happened to keys" flush>
              {events.length === 0 ? <Section><Quiet>Nothing so far.</Quiet></Section> : events.map(({ id, text, at }) => <Section key={id}><p>{text}</p><Quiet small><When at={at} /></Quiet></Section>)}
            </Card>
          </>
        )}
      >
        <Card title={`Spend by model, ${spend.month}`} flush>
          {spend.models.length === 0 ? <Section><Quiet>No call was bought this month.</Quiet></Section> : (
            <Table
              caption="Spend by model this month" columns={[{ key: "model", title: "Model" }, { key: "calls", title: "Calls", figures: true }, { key: "each", title: "Average call", figures: true }, { key: "spend", title: "Spend", figures: true }]}
              rows={spend.models.map(({ model, title, calls, micros }) => ({ id: model, cells: { model: <span className="pc-name">{title}</span>, calls, each: callDollars(micros / Math.max(calls, 1)), spend: dollars(micros) } }))}
            />
          )}
        </Card>
      </Split>
      <AddKeyDialog {...dialog} open={asked?.what === "add"} providers={providers} onAdd={(key) => send({ do: "add", ...key })} />
      {asked?.what === "rotate" ? <RotateDialog {...dialog} open label={asked.item.label} onRotate={(key) => send({ do: "rotate", keyId: asked.item.id, key })} /> : null}
      {asked?.what === "cap" ? (
        <CapDialog
          {...dialog} open title={asked.item ? `Cap of ${asked.item.label}` : "Cap of the workspace"} onSave={(text) => saveCap(asked.item?.id ?? null, text)}
          dollars={String((asked.item ? asked.item.capMicros : workspace.capMicros) === null ? "" : ((asked.item ? asked.item.capMicros : workspace.capMicros) ?? 0) / 1_000_000)}
        />
      ) : null}
    </Page>
  );
}
