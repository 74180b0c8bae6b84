import type { Evidence, Published } from "./evidence.ts";

/** The figures of a demo, as `--json` writes them, with `problems` beside them. */
export interface Figures {
  /** Products that the skill was ordered for, those without a photo included. */
  readonly products: number;
  /** Items of the run: the products that could be run. */
  readonly items: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Items of which nobody knows whether they were paid for; none without paid calls. */
  readonly uncertain: number;
  /** Images that the run made. */
  readonly outputs: number;
  readonly approved: number;
  /** Images that were put on products, those included that were taken off again by the undo. */
  readonly published: number;
  /** Images that the undo of the last publication took off. */
  readonly undone: number;
  /** Money in micro-dollars: the quote's maximum, what the run spent, and what the providers' own ledgers say. */
  readonly quotedMaxMicros: number;
  readonly spentMicros: number;
  readonly ledgerMicros: number;
  /** Paid calls by provider. */
  readonly calls: Readonly<Record<string, number>>;
  /** From the first request to the last check, without the build and the start of the parts. */
  readonly wallMs: number;
}

/** The figures, each as the app's own pages tell it. */
export function figuresOf({ chosen, run, reviewed, publications, final, money, wallMs }: Evidence): Figures {
  return {
    products: chosen.count, items: run.itemCount, succeeded: run.counts.done, failed: run.counts.failed, uncertain: run.counts.uncertain,
    outputs: reviewed.outputs.length, approved: reviewed.counts.approved,
    published: publications.reduce((sum, publication) => sum + imagesIn(publication, publication.after, "published").length, 0),
    undone: publications.reduce((sum, publication, index) => sum + imagesIn(publication, final[index], "undone").length, 0),
    quotedMaxMicros: money.quotedMaxMicros, spentMicros: run.money?.spentMicros ?? 0, ledgerMicros: money.ledgerMicros, calls: money.calls, wallMs,
  };
}

/** The images of a publication on products that its page shows in a state. */
export function imagesIn({ outputs }: Published, page: Published["after"] | undefined, state: string): Published["outputs"] {
  const products = new Set(page?.rows.filter((row) => row.state === state).map(({ productId }) => productId));
  return outputs.filter(({ productId }) => products.has(productId));
}
