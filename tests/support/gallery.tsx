import { useState } from "react";
import { Badge, Banner, Button, Checkbox, ChoiceList, ColourField, Icon, Link, Menu, Page, Progress, Select, Surface, TextField } from "../../app/ui/kit.tsx";
import { PromptField } from "../../app/ui/prompt-field.tsx";
import { Card, FieldGrid, Row, Stack } from "../../app/ui/layout.tsx";
import { KeyList } from "../../app/ui/key-list.tsx";
import { FREE, PLANS } from "../../app/core/plans.ts";
import { ShellNotices } from "../../app/ui/notices.tsx";
import { PlanCard, PlanTable, PlanTerms } from "../../app/ui/plan-parts.tsx";
import { PlanNote } from "../../app/ui/plan-room.tsx";
import { PrivacyRequests } from "../../app/ui/privacy-requests.tsx";
import { SpendCard } from "../../app/ui/spend-card.tsx";
import { TemplateTile } from "../../app/ui/template-tile.tsx";

const MENTIONS = [{ name: "product.title", label: "Product, title" }, { name: "plan.scene", label: "Describe and plan, scene" }, { name: "season", label: "Season, choice" }];
const nothing = () => undefined;
const money = { spentMicros: 4_080_000, reservedMicros: 120_000, capMicros: 5_000_000, capShare: 80 } as const;
const key = { id: "k", provider: "made", providerTitle: "OpenAI", label: "Shop account", lastFour: "x91A", state: "works", say: null, lastUsedAt: null } as const;
const series = ["gpt-image-2", "gemini-nano-banana-2.1", "flux-2-pro", "gpt-5.6-luna", "gemini-flash"] as const;
const byDay = series.flatMap((model, place) => [2, 3, 7, 12, 18, 21].map((day) => ({ day, model, key: "Shop account (••••x91A)", skill: "Lifestyle scene", micros: 100_000 * (((day + place) % 5) + place + 1) })));
const figures = { calls: 514, images: 322, micros: 18_420_000, uncertain: 1, heldMicros: 40_000 };
const month = { month: "2026-11", months: ["2026-11", "2026-10"], days: 30, today: 22, byDay, rows: [{ keyId: "k", key: "Shop account", lastFour: "x91A", model: "m", title: "gpt-image-2", ...figures }], total: figures } as const;

const asked = { requestId: "9999", receivedAt: "2026-11-20T12:00:00.000Z", dueAt: "2026-12-20T12:00:00.000Z", finishedAt: null, evidence: { searchedAt: "2026-11-20T12:00:01.000Z", records: 40, texts: 1_204, places: 2, found: [{ what: "The draft of a skill", path: "skills/s" }, { what: "A version of a skill", path: null }] } };
const PRIVACY = [{ ...asked, id: "f", topic: "customers/data_request", state: "found" }, { ...asked, id: "e", topic: "customers/redact", state: "erased", finishedAt: "2026-11-20T12:00:01.000Z" }, { ...asked, id: "o", topic: "shop/redact", state: "ignored", evidence: null }] as const;

const ENTITLEMENT = { plan: FREE, state: "frozen", frozen: "Growth", test: true, trialEndsAt: null, periodEndsAt: null, next: null, asOf: "2026-11-20T12:00:00.000Z", used: { skills: 3, members: 1, items: 40, storage: 500_000_000 }, paused: { skills: 2, members: 1 }, plans: PLANS, chooses: "each" } as const;

/** Every part of the kit once, as pages use them: what one skin can draw, the other must draw too. */
export function Gallery() {
  const [prompt, setPrompt] = useState("A vase, ");
  const [text, setText] = useState("Warm morning light");
  return (
    <Page
      title="Everything" note="9 to decide" badges={[{ tone: "success", children: "Version 3 published" }]} back={{ label: "Back to Skills", to: "skills" }}
      primary={{ label: "Start run", onAction: nothing }} secondary={[{ label: "Archive", onAction: nothing, tone: "critical" }]}
    >
      <Stack>
        <ShellNotices workspace={{ paused: false, accessEnded: true, member: { paused: false } }} notices={[]} />
        {(["info", "success", "warning", "critical"] as const).map((tone) => <Banner key={tone} tone={tone} title={`A ${tone} banner`} actions={[{ label: `Do ${tone}`, onAction: nothing }]}><p>What happened, and what to do now.</p></Banner>)}
        <Card title="Fields" note="With help and an error">
          <FieldGrid>
            <TextField label="Light and mood" help="Changed from version 3" value={text} onChange={setText} maxLength={80} />
            <TextField label="Width" kind="number" value="12" onChange={nothing} error="At least 256" suffix="px" />
            <TextField label="Search" kind="search" labelHidden placeholder="Search skills" value="" onChange={nothing} />
            <PromptField label="Prompt" help={undefined} error={undefined} disabled={false} value={prompt} suggestions={MENTIONS} onChange={setPrompt} />
            <ColourField label="Colour" value="#e39b80" onChange={nothing} />
            <Select label="Format" value="jpeg" options={[{ value: "jpeg", label: "JPEG" }, { value: "png", label: "PNG" }]} onChange={nothing} />
            <Checkbox label="Single keys work as shortcuts" checked onChange={nothing} />
            <ChoiceList label="Size" value="s" options={[{ value: "s", label: "Small", help: "1024 px" }, { value: "l", label: "Large" }]} onChange={nothing} />
          </FieldGrid>
        </Card>
        <Surface><Row><Badge tone="info" icon="running">Running</Badge><Badge tone="warning">1 failed</Badge><Icon name="image" /><Link to="runs">All runs</Link><Progress label="6 of 10" value={0.6} /></Row></Surface>
        <Row><Button variant="primary">Approve and save</Button><Button>Reject</Button><Button variant="quiet" icon="undo">Undo</Button><Button disabled>Not now</Button><Button to="skills">To the skills</Button><Menu label="More" actions={[{ label: "Delete", onAction: nothing, tone: "critical" }]} /></Row>
        <KeyList
          keys={[{ ...key, ...money }, { ...key, id: "l", ...money, spentMicros: 5_000_000, capShare: 100 }, { ...key, id: "m", ...money, spentMicros: 100_000, capShare: 0, state: "no-quota", say: "The account of this key has no credit left." }]}
          providers={[{ id: "made", title: "OpenAI", help: "" }]} mayManage busy={false} onAdd={nothing} onCheck={nothing} onRotate={nothing} onCap={nothing} onRemove={nothing}
        />
        <SpendCard spend={month} loading={false} onMonth={nothing} />
        <PlanNote room={{ plan: "Free", limit: "skills", most: 3, used: 3, full: true }} />
        <PlanCard entitlement={ENTITLEMENT} /><PlanTable entitlement={ENTITLEMENT} mayManage busy={false} onChoose={nothing} /><PlanTerms plan={FREE} />
        <PrivacyRequests requests={PRIVACY} mayManage busy={false} onAnswered={nothing} />
        <TemplateTile template={{ id: "t", name: "White background square", line: "Cut out, centred", before: "/favicon.svg", after: "/favicon.svg", needs: null }} busy={false} onUse={nothing} />
      </Stack>
    </Page>
  );
}
