import { unitWord } from "#app/core/unit-words.ts";
import { count, dayWords, NO_COST, spent } from "./format.ts";
import { Badge, Button, Icon, Link } from "./kit.tsx";
import type { BadgeProps } from "./kit-types.ts";
import { Card, Section } from "./layout.tsx";
import { Named, Strip, type PictureSource } from "./picture.tsx";
import { runBadge, type RunSummary } from "./run-card.tsx";
import { Table } from "./table.tsx";
import { When } from "./when.tsx";
import { useClock } from "./workspace.tsx";

/** Images that wait, in front, because they expire. */
export function ReviewStrip({ count: waiting, images, firstExpiry, goingTomorrow }: { readonly count: number; readonly images: readonly PictureSource[]; readonly firstExpiry: string | null; readonly goingTomorrow: number }) {
  const { now, local } = useClock();
  if (waiting === 0) return null;
  const soon = goingTomorrow === 0 ? "" : goingTomorrow === waiting ? " That is within a day." : ` ${goingTomorrow} of them within a day.`;
  const note = firstExpiry ? <><Icon name="clock" />{`The first go ${dayWords(firstExpiry, now, local)}, then they are deleted.${soon}`}</> : undefined;
  return (
    <Card title={waiting === 1 ? "1 image waits for review" : `${waiting} images wait for review`} note={note} aside={<Button to="review">Review images</Button>}>
      <Strip label="Newest images to review" images={images.map((image) => ({ image, alt: "" }))} size={112} more={waiting - images.length} />
    </Card>
  );
}

/** A publication as lists show it. */
export interface PublicationSummary {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly createdAt: string;
  readonly products: number;
  readonly images: number;
  readonly published: number;
  readonly undone: number;
  readonly failed: number;
  readonly working: number;
  readonly thumb: PictureSource | null;
}

/** The state of a publication in colour, icon and words. */
export function publicationBadge({ products, published, undone, failed, working }: PublicationSummary): BadgeProps {
  if (working > 0) return { tone: "info", icon: "running", children: `Working, ${published + undone} of ${products}` };
  if (failed > 0) return { tone: "critical", icon: "failed", children: `${failed} of ${products} not published` };
  if (undone === products) return { tone: "neutral", icon: "undo", children: "Undone" };
  if (undone > 0) return { tone: "neutral", icon: "undo", children: `${undone} of ${products} undone` };
  return { tone: "success", icon: "check-circle", children: "Published, can be undone" };
}

/** A run that ended or a publication. */
export type Recent = { readonly kind: "run"; readonly at: string; readonly run: RunSummary } | { readonly kind: "publication"; readonly at: string; readonly publication: PublicationSummary };

/** What ended lately. */
export function RecentCard({ recent }: { readonly recent: readonly Recent[] }) {
  const rows = recent.map((entry) => {
    const [id, name, image, badge, to] = entry.kind === "run"
      ? [entry.run.id, `${entry.run.skillName}, ${count(entry.run.itemCount, unitWord(entry.run.unit))}`, entry.run.newest[0] ?? null, runBadge(entry.run), `runs/${entry.run.id}`] as const
      : [entry.publication.id, `Publication ${entry.publication.number}, ${count(entry.publication.products, "product")}`, entry.publication.thumb, publicationBadge(entry.publication), `publications/${entry.publication.id}`] as const;
    const cost = entry.kind === "run" ? spent(entry.run.money?.spentMicros ?? null) : NO_COST;
    return { id, cells: { name: <Named image={image}><Link to={to}>{name}</Link></Named>, at: <When at={entry.at} />, result: <Badge {...badge} />, cost } };
  });
  return (
    <Card title="Recent" flush>
      {rows.length === 0 ? <Section><span className="pc-quiet">Runs and publications stand here once they have ended.</span></Section> : (
        <Table caption="Recent runs and publications" columns={[{ key: "name", title: "Run or publication" }, { key: "at", title: "When" }, { key: "result", title: "Result" }, { key: "cost", title: "Cost", figures: true }]} rows={rows} />
      )}
    </Card>
  );
}

/** One thing worth doing, with its reason. */
export interface Hint {
  readonly icon: "check-circle" | "alert" | "edit" | "clock" | "hand";
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly action: string;
}

/** At most three things to do next; left out when there is none. */
export function NextCard({ hints }: { readonly hints: readonly Hint[] }) {
  return (
    <Card title="Next" flush>
      {hints.length === 0 ? <Section><span className="pc-quiet">Nothing waits for you.</span></Section> : null}
      {hints.slice(0, 3).map(({ icon, title, text, to, action }) => (
        <Section key={title}>
          <div className="pc-next">
            <Icon name={icon} />
            <div className="pc-grow"><strong>{title}</strong><p className="pc-small">{text}</p></div>
            <Link to={to}>{action}</Link>
          </div>
        </Section>
      ))}
    </Card>
  );
}
