import type { BadgeProps } from "./kit-types.ts";

/** The figures that a publication's state is told from. */
export interface PublicationFigures {
  readonly products: number;
  readonly published: number;
  readonly undone: number;
  readonly failed: number;
  readonly working: number;
}

/** A publication's state in words; several where its products differ. */
export function publicationBadges({ products, published, undone, failed, working }: PublicationFigures): BadgeProps[] {
  const badges: BadgeProps[] = [];
  if (working > 0) badges.push({ tone: "info", icon: "running", children: `${products - working} of ${products} ready` });
  if (published > 0) badges.push({ tone: "success", icon: "check-circle", children: published === products ? "Published, can be undone" : `${published} published` });
  if (undone > 0) badges.push({ tone: "neutral", icon: "undo", children: undone === products ? "Undone" : `${undone} undone` });
  if (failed > 0) badges.push({ tone: "critical", icon: "failed", children: `${failed} failed` });
  return badges;
}

const STATES: Readonly<Record<string, BadgeProps>> = {
  planned: { tone: "neutral", icon: "clock", children: "Queued" }, storing: { tone: "info", icon: "running", children: "Storing the state" }, adding: { tone: "info", icon: "running", children: "Adding" },
  processing: { tone: "info", icon: "running", children: "Waits for Shopify" }, ordering: { tone: "info", icon: "running", children: "Ordering" }, linking: { tone: "info", icon: "running", children: "Linking variants" },
  published: { tone: "success", icon: "check-circle", children: "As published" }, failed: { tone: "critical", icon: "failed", children: "Failed" }, undoing: { tone: "info", icon: "undo", children: "Undoing" }, undone: { tone: "neutral", icon: "undo", children: "Undone" },
};

/** One product's state in words. */
export function productBadge(state: string): BadgeProps {
  return STATES[state] ?? { tone: "neutral", children: state };
}
