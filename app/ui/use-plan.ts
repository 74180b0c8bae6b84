import { useState } from "react";

/** Where new images go. */
export type Place = "first" | "after-first" | "last";

/** A product of the plan, as far as choosing needs it. */
export interface PlanProduct {
  readonly productId: string;
  readonly blocked: string | null;
  readonly outputs: readonly { readonly id: string; readonly altText: string }[];
}

/** What is chosen for one product. */
export interface PlanChoice {
  readonly include: boolean;
  readonly placement: Place;
  readonly linkVariants: boolean;
  readonly alts: Readonly<Record<string, string>>;
}

const START: PlanChoice = { include: true, placement: "last", linkVariants: false, alts: {} };

/** The merchant's choices on the plan. Nothing is sent until it is ordered. */
export function usePlan(rows: readonly PlanProduct[]) {
  const [choices, setChoices] = useState<Readonly<Record<string, PlanChoice>>>({});
  const choiceOf = ({ productId }: { readonly productId: string }) => choices[productId] ?? START;
  const chosen = rows.filter((row) => row.blocked === null && choiceOf(row).include);
  return {
    choiceOf, chosen, images: chosen.reduce((sum, row) => sum + row.outputs.length, 0),
    change: (productId: string, change: Partial<PlanChoice>) => setChoices({ ...choices, [productId]: { ...choiceOf({ productId }), ...change } }),
    placeAll: (placement: Place) => setChoices(Object.fromEntries(rows.map((row) => [row.productId, { ...choiceOf(row), placement }]))),
    order: () => ({
      products: chosen.map((row) => {
        const { placement, linkVariants, alts } = choiceOf(row);
        return { productId: row.productId, placement, linkVariants, outputs: row.outputs.map(({ id, altText }) => ({ id, altText: alts[id] ?? altText })) };
      }),
    }),
  };
}
