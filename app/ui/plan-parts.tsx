import { limitWords, LIMITS, type Limit } from "#app/core/plans.ts";
import { bytes, count, dollars, whole } from "./format.ts";
import { Badge, Button, Progress } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Facts, Quiet, Stack } from "./layout.tsx";
import { Table } from "./table.tsx";
import { When } from "./when.tsx";

/** A plan as it is shown. What features/billing answers has the same fields: ui knows no feature, and where they part, the page that joins them does not compile. */
interface ShownPlan {
  readonly handle: string;
  readonly name: string;
  readonly priceMicros: number;
  readonly trialDays: number;
  readonly most: Readonly<Record<Limit, number>>;
}

/** What a workspace has and uses. Moments are ISO 8601. */
export interface ShownEntitlement {
  readonly plan: ShownPlan;
  readonly state: keyof typeof STATES;
  readonly frozen: string | null;
  readonly test: boolean;
  readonly trialEndsAt: string | null;
  readonly periodEndsAt: string | null;
  readonly next: string | null;
  readonly asOf: string | null;
  readonly used: Readonly<Record<Limit, number>>;
  readonly paused: { readonly skills: number; readonly members: number };
  readonly plans: readonly ShownPlan[];
  readonly chooses: "hosted" | "each" | "none";
}

const STATES = {
  none: { tone: "neutral", children: "No subscription" }, trial: { tone: "info", children: "Trial" }, active: { tone: "success", icon: "check", children: "Active" }, frozen: { tone: "critical", icon: "alert", children: "Frozen by Shopify" },
} as const satisfies Readonly<Record<string, BadgeProps>>;
const TITLES: Readonly<Record<Limit, string>> = { skills: "Skills in use", members: "Members", items: "Products run this month", storage: "Library" };

/** The plan that counts: its state, its dates, and what is used of each limit. */
export function PlanCard({ entitlement }: { readonly entitlement: ShownEntitlement }) {
  const { plan, state, test, trialEndsAt, periodEndsAt, next, asOf, used, paused, frozen } = entitlement;
  return (
    <Card title={plan.name} note={frozen ? `${frozen} counts again once Shopify says that it is paid` : undefined} aside={<Badge {...STATES[state]} />}>
      <Stack>
        {LIMITS.map((limit) => <Progress key={limit} label={`${TITLES[limit]}: ${usedWords(limit, used[limit], plan.most[limit])}`} value={Math.min(1, used[limit] / plan.most[limit])} />)}
        <Facts facts={[
          ...(trialEndsAt ? [{ label: "Trial until", value: <When at={trialEndsAt} /> }] : []),
          ...(periodEndsAt ? [{ label: next ? `${next} from` : "Renews", value: <When at={periodEndsAt} /> }] : []),
          ...(paused.skills > 0 ? [{ label: "Paused skills", value: whole(paused.skills) }] : []), ...(paused.members > 0 ? [{ label: "Paused members", value: whole(paused.members) }] : []),
          ...(test ? [{ label: "Charge", value: "A test, no money moves" }] : []),
          ...(asOf ? [{ label: "As Shopify said", value: <When at={asOf} /> }] : []),
        ]} />
      </Stack>
    </Card>
  );
}

function usedWords(limit: Limit, used: number, most: number): string {
  return limit === "storage" ? `${bytes(used)} of ${bytes(most)}` : `${whole(used)} of ${whole(most)}`;
}

/** All plans beside each other. Where Shopify's page shows them, prices are there; else each is ordered here. */
export function PlanTable({ entitlement: { plan, plans, chooses }, mayManage, busy, onChoose }: { readonly entitlement: ShownEntitlement; readonly mayManage: boolean; readonly busy: boolean; readonly onChoose: (handle: string) => void }) {
  const ordered = chooses === "each";
  return (
    <Card title="Plans" note={ordered ? "A month, charged by Shopify. A plan begins once you approve it there." : "Prices and trials are on Shopify's page, which opens when you change the plan."} flush>
      <Table
        caption="Plans and what each has room for"
        columns={[
          { key: "name", title: "Plan" }, ...LIMITS.map((limit) => ({ key: limit, title: { skills: "Skills", members: "Members", items: "Products a month", storage: "Library" }[limit], figures: true })),
          ...(ordered ? [{ key: "price", title: "Price", figures: true }, { key: "choose", title: "Choose", quiet: true, figures: true }] : []),
        ]}
        rows={plans.map((one) => ({
          id: one.handle,
          cells: {
            name: <span className="pc-row"><span className="pc-name">{one.name}</span>{one.handle === plan.handle ? <Badge tone="success" icon="check">Yours</Badge> : null}</span>,
            ...Object.fromEntries(LIMITS.map((limit) => [limit, limit === "storage" ? bytes(one.most.storage) : whole(one.most[limit])])),
            price: one.priceMicros === 0 ? "No cost" : dollars(one.priceMicros),
            choose: one.handle === plan.handle ? null : <Button busy={busy} disabled={!mayManage} onAction={() => onChoose(one.handle)} name={`Choose ${one.name}`}>Choose</Button>,
          },
        }))}
      />
    </Card>
  );
}

/** What a plan does not cover, and what happens to what a smaller one has no room for. */
export function PlanTerms({ plan }: { readonly plan: Pick<ShownPlan, "most"> }) {
  return (
    <Stack>
      <Card title="What providers charge is yours">
        <Quiet>A plan is for Piccaso itself. Images and texts that models make are paid to your provider with your own API key, at their prices. No plan adds to that or takes a share of it. Keys and spend shows what it cost.</Quiet>
      </Card>
      <Card title="If you choose a smaller plan">
        <Quiet>Nothing is deleted. Skills and members beyond the plan are paused: they can be read and exported, and come back with a larger plan. The oldest {count(plan.most.skills, "skill")} stay in use; archive one to let another in. A library above {limitWords("storage", plan.most.storage)} stays, and takes nothing new.</Quiet>
      </Card>
    </Stack>
  );
}
