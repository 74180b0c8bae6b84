import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { can, ROLES } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listMembers } from "#app/features/accounts/list-members.server.ts";
import { saveSettings, WorkspaceSettings } from "#app/features/accounts/save-settings.server.ts";
import { setMemberRole } from "#app/features/accounts/set-member-role.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Checkbox, Page, SaveBar, Select, TextField } from "#app/ui/kit.tsx";
import { Card, FieldGrid, Quiet } from "#app/ui/layout.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { Table } from "#app/ui/table.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction = () => [{ title: "Settings, Piccaso" }];

const SettingsRequest = z.discriminatedUnion("do", [
  WorkspaceSettings.extend({ do: z.literal("save") }),
  z.object({ do: z.literal("role"), memberId: z.uuid(), role: z.enum(ROLES) }),
]);

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => ({ workspace: await getWorkspace(at), members: await listMembers(at), mayManage: can(at.actor, "manage") }));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const asked = await readJson(request, SettingsRequest);
    if (asked.do === "role") await setMemberRole(at, asked);
    else await saveSettings(at, { reviewDays: asked.reviewDays, restoreMinutes: asked.restoreMinutes, singleKeys: asked.singleKeys });
    return { did: asked.do };
  });
}

const ROLE_WORDS = { owner: "Owner: everything", builder: "Builder: makes skills, publishes", approver: "Approver: decides and publishes", operator: "Operator: runs and decides" } as const;

/** How long images are kept, keys, and who may do what. */
export default function SettingsPage() {
  const { workspace, members, mayManage } = useLoaderData<typeof loader>();
  const host = useHost();
  const stored = { reviewDays: String(workspace.reviewDays), restoreMinutes: String(workspace.restoreMinutes), singleKeys: workspace.singleKeys };
  const [form, setForm] = useState(stored);
  const saved = useSend<typeof action>();
  const role = useSend<typeof action>();
  useAnswered(saved.fetcher.data, () => host.toast("Settings saved"));
  useAnswered(role.fetcher.data, () => host.toast("Role changed"));
  const error = errorOf(saved.fetcher);
  const roleError = errorOf(role.fetcher);
  const dirty = JSON.stringify(form) !== JSON.stringify(stored);
  return (
    <Page title="Settings">
      <SaveBar dirty={dirty} saving={saved.busy} saveLabel="Save" onDiscard={() => setForm(stored)} onSave={() => saved.send({ do: "save", ...form })} />
      {mayManage ? null : <Banner tone="info" title="Only the owner changes settings"><p>Ask the owner of the workspace.</p></Banner>}
      <Card title="Images that wait" note="What you approve stays in the library until you delete it. Everything else goes after its time.">
        <FieldGrid>
          <TextField label="Days until an undecided image is deleted" kind="number" min={1} max={14} suffix="days" disabled={!mayManage} value={form.reviewDays} onChange={(reviewDays) => setForm({ ...form, reviewDays })} error={error?.field === "reviewDays" ? error.say : undefined} help="1 to 14. Holds for images made from now on." />
          <TextField label="Minutes in which a rejected image can be restored" kind="number" min={0} max={1440} suffix="min" disabled={!mayManage} value={form.restoreMinutes} onChange={(restoreMinutes) => setForm({ ...form, restoreMinutes })} error={error?.field === "restoreMinutes" ? error.say : undefined} help="0 to 1440, which is a day." />
        </FieldGrid>
        {error && !error.field ? <FieldError>{error.say}</FieldError> : null}
      </Card>
      <Card title="Keyboard">
        <Checkbox label="Single letters are shortcuts" help="Switch off if you use speech input. Keys with Ctrl stay." disabled={!mayManage} checked={form.singleKeys} onChange={(singleKeys) => setForm({ ...form, singleKeys })} />
      </Card>
      <Card title="Members" note="Everybody of the shop's staff who opens Piccaso. No name or address is kept." flush>
        {roleError ? <div className="pc-section"><FieldError>{roleError.say}</FieldError></div> : null}
        <Table
          caption="Members and their roles" columns={[{ key: "who", title: "Member" }, { key: "seen", title: "Last seen" }, { key: "role", title: "Role", width: "46%" }]}
          rows={members.map((member) => ({
            id: member.id,
            cells: {
              who: <span className="pc-name">{member.label}</span>, seen: <When at={member.lastSeenAt} />,
              role: mayManage
                ? <Select label={`Role of ${member.label}`} labelHidden value={member.role} options={ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }))} onChange={(value) => role.send({ do: "role", memberId: member.id, role: value })} />
                : <Quiet>{ROLE_WORDS[member.role]}</Quiet>,
            },
          }))}
        />
      </Card>
    </Page>
  );
}
