import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can, isRole, ROLES, type Role } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listMembers } from "#app/features/accounts/list-members.server.ts";
import { readmitMember } from "#app/features/accounts/readmit-member.server.ts";
import { removeMember } from "#app/features/accounts/remove-member.server.ts";
import { saveSettings, WorkspaceSettings } from "#app/features/accounts/save-settings.server.ts";
import { setMemberRole } from "#app/features/accounts/set-member-role.server.ts";
import { doorkeeper } from "#app/features/billing/doorkeeper.server.ts";
import { askCatalog } from "#app/features/catalog/ask-catalog.server.ts";
import { getCatalog } from "#app/features/catalog/get-catalog.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { CatalogCard } from "#app/ui/catalog-card.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Badge, Banner, Button, Checkbox, Link, Page, SaveBar, Select, TextField } from "#app/ui/kit.tsx";
import { Card, FieldGrid, Quiet, Row, Section } from "#app/ui/layout.tsx";
import { Table } from "#app/ui/table.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useRefresh } from "#app/ui/use-refresh.ts";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction = () => [{ title: "Settings, Piccaso" }];

const SettingsRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("save"), settings: WorkspaceSettings }), z.object({ do: z.literal("read-catalog") }), z.object({ do: z.literal("role"), memberId: z.uuid(), role: z.enum(ROLES) }),
  z.object({ do: z.literal("remove"), memberId: z.uuid() }), z.object({ do: z.literal("readmit"), memberId: z.uuid() }),
]);

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const [workspace, members, catalog] = await Promise.all([getWorkspace(at), listMembers(at), getCatalog(at)]);
    return { workspace, members, catalog, mayRun: can(at.actor, "run"), mayManage: can(at.actor, "manage") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const asked = await readJson(request, SettingsRequest);
    switch (asked.do) {
      case "save": await saveSettings(at, asked.settings); break;
      case "read-catalog": await askCatalog(at); break;
      case "role": await setMemberRole(at, { memberId: asked.memberId, role: asked.role }); break;
      case "remove": await removeMember(at, { memberId: asked.memberId }, doorkeeper); break;
      case "readmit": await readmitMember(at, { memberId: asked.memberId }, doorkeeper); break;
    }
    return { did: asked.do };
  });
}

/** How long images are kept, the keyboard, who may do what, and what is known of the catalog. */
export default function SettingsPage() {
  const { workspace, members, catalog, mayRun, mayManage } = useLoaderData<typeof loader>();
  const host = useHost();
  const saved = { reviewDays: String(workspace.reviewDays), restoreMinutes: String(workspace.restoreMinutes), singleKeys: workspace.singleKeys };
  const [edits, setEdits] = useState<Partial<typeof saved>>({});
  const form = { ...saved, ...edits };
  const dirty = form.reviewDays !== saved.reviewDays || form.restoreMinutes !== saved.restoreMinutes || form.singleKeys !== saved.singleKeys;
  const settings = useSend<typeof action>();
  const reading = useSend<typeof action>();
  useRefresh(catalog.state === "reading");
  useAnswered(settings.fetcher.data, () => { setEdits({}); host.toast("Settings saved"); });
  const error = errorOf(settings.fetcher);
  const errorAt = (field: string) => (error?.field === `settings.${field}` ? error.say : undefined);
  return (
    <Page title="Settings">
      <SaveBar dirty={dirty} saving={settings.busy} saveLabel="Save" onDiscard={() => setEdits({})} onSave={() => settings.send({ do: "save", settings: form })} />
      {error && !error.field?.startsWith("settings.") ? <Banner tone="critical" title="The settings were not saved"><p>{error.say}</p></Banner> : null}
      {mayManage ? null : <Banner tone="info" title="Only the owner changes settings"><p>You see them as they are.</p></Banner>}
      <Card title="Images that wait" note="Holds for images made or rejected from now on">
        <FieldGrid>
          <TextField kind="number" label="Days for review" help="1 to 14. After that an undecided image is deleted." suffix="days" min={1} max={14} step={1} disabled={!mayManage} value={form.reviewDays} error={errorAt("reviewDays")} onChange={(reviewDays) => setEdits({ ...edits, reviewDays })} />
          <TextField kind="number" label="Time to restore a rejected image" help="0 to 1440. Then it is deleted." suffix="minutes" min={0} max={1440} step={1} disabled={!mayManage} value={form.restoreMinutes} error={errorAt("restoreMinutes")} onChange={(restoreMinutes) => setEdits({ ...edits, restoreMinutes })} />
        </FieldGrid>
      </Card>
      <Card title="Keyboard">
        <Checkbox label="Single keys work as shortcuts" help="A to approve, X to reject and so on, outside of fields. Switch them off if you speak to your computer or they get in your way." checked={form.singleKeys} disabled={!mayManage} onChange={(singleKeys) => setEdits({ ...edits, singleKeys })} />
      </Card>
      <Members members={members} mayManage={mayManage} />
      <Card title="Plan" aside={<Button to="settings/plan">See the plan</Button>}>
        <Quiet>What your plan has room for, and what of it is in use.</Quiet>
      </Card>
      <CatalogCard catalog={catalog} busy={reading.busy} error={errorOf(reading.fetcher)?.say ?? null} onRead={mayRun ? () => reading.send({ do: "read-catalog" }) : null} />
      <Card title="Data">
        <Quiet>Photos are read from your shop while a run works. What you approve is kept in your Asset Library until you delete it.</Quiet>
        <div className="pc-below"><Row><Link to="settings/privacy">Privacy requests</Link><Link to="/privacy" external>Privacy policy</Link></Row></div>
      </Card>
    </Page>
  );
}

const ROLE_WORDS: Readonly<Record<Role, string>> = { owner: "Owner, everything", builder: "Builder, makes skills and publishes", approver: "Approver, runs, reviews and publishes", operator: "Operator, runs and reviews" };
const CHANGED = { "role": "Role changed", "remove": "Member removed", "readmit": "Member let in again", "save": "", "read-catalog": "" } as const;

function Members({ members, mayManage }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "members" | "mayManage">) {
  const host = useHost();
  const changed = useSend<typeof action>();
  useAnswered(changed.fetcher.data, ({ did }) => host.toast(CHANGED[did]));
  const error = errorOf(changed.fetcher);
  const there = members.filter(({ removed }) => !removed).length;
  const remove = async ({ id, label }: (typeof members)[number]) => {
    const text = "They cannot open Piccaso any more until you let them in again. What they were to decide is anybody’s again. What they have started goes on.";
    if (await host.confirm({ title: `Remove ${label}?`, text, action: "Remove", tone: "critical" })) changed.send({ do: "remove", memberId: id });
  };
  return (
    <Card title={there === 1 ? "1 member" : `${there} members`} note="Whoever opens Piccaso in your admin becomes a member, unless you have removed them. No names or addresses are stored." flush>
      <Table
        caption="Members and their roles"
        columns={[{ key: "name", title: "Member" }, { key: "seen", title: "Last here" }, { key: "role", title: "Role", width: "40%" }, ...(mayManage ? [{ key: "do", title: "Change", quiet: true, width: "130px" }] : [])]}
        rows={members.map((member) => ({
          id: member.id,
          cells: {
            name: <span className="pc-row"><span className="pc-name">{member.label}</span>{member.removed ? <Badge tone="neutral">Removed</Badge> : member.paused ? <Badge tone="warning">Paused by the plan</Badge> : null}</span>,
            seen: <When at={member.lastSeenAt} />,
            role: mayManage && !member.removed
              ? <Select label={`Role of ${member.label}`} labelHidden value={member.role} disabled={changed.busy} options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))} onChange={(role) => { if (isRole(role)) changed.send({ do: "role", memberId: member.id, role }); }} />
              : ROLE_WORDS[member.role],
            do: member.removed
              ? <Button name={`Let ${member.label} in again`} disabled={changed.busy} onAction={() => changed.send({ do: "readmit", memberId: member.id })}>Let in again</Button>
              : member.you ? null : <Button name={`Remove ${member.label}`} disabled={changed.busy} onAction={() => void remove(member)}>Remove</Button>,
          },
        }))}
      />
      {error ? <Section><Banner tone="critical" title="The members were not changed"><p>{error.say}</p></Banner></Section> : null}
    </Card>
  );
}
