import type { Unit } from "#app/core/unit.ts";

/** How products are chosen. */
export type ProductSelection =
  | { readonly kind: "products"; readonly ids: string[] }
  | { readonly kind: "collection"; readonly id: string; readonly title: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "vendor"; readonly vendor: string }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "status"; readonly status: "ACTIVE" | "UNLISTED" | "DRAFT" | "ARCHIVED" }
  | { readonly kind: "search"; readonly query: string }
  | { readonly kind: "no-photo" }
  | { readonly kind: "small-photo"; readonly below: number }
  | { readonly kind: "not-processed"; readonly skillId: string; readonly skillName: string }
  | { readonly kind: "list"; readonly text: string }
  | { readonly kind: "saved"; readonly id: string; readonly name: string };

/** One of the ways to choose. */
export type Way = ProductSelection["kind"];

/** A selection by its name. */
export interface SavedChoice {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly unit: Unit;
}

/** What a selection holds, and what keeps some of it from being run. */
export interface SelectedProducts {
  readonly label: string;
  /** Items, and how many of them can be run; in words: "12 photos of 5 products". */
  readonly count: number;
  readonly usable: number;
  readonly words: string;
  readonly products: readonly { readonly id: string; readonly title: string; readonly photo: string | null }[];
  readonly problems: readonly { readonly kind: "no-photo" | "small-photo" | "unmatched" | "more"; readonly text: string; readonly products: readonly { readonly id: string; readonly title: string }[] }[];
}

/** What the controls of every way are given. */
export interface WayProps {
  readonly selection: ProductSelection | null;
  readonly onChoose: (selection: ProductSelection) => void;
}
