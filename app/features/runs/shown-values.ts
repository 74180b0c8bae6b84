import { z } from "zod";
import { Encoding, type ImageRecipe } from "#app/core/image/recipe.ts";
import { StoredRecipe } from "#app/core/image/stored-recipe.ts";
import type { AnyNode, Finished } from "#app/core/node.ts";
import type { PortType } from "#app/core/port-types.ts";

/** An image is shown at most so large, in pixels of its longer side. */
export const SHOWN_SIDE = 480;
/** Of a step at most so many values are shown, and of a text so many characters. */
const MOST_VALUES = 12;
const MOST_TEXT = 600;
/** A pinned image that no output has formatted. */
const PLAIN: Encoding = { format: "png", quality: 90, frame: null };

/** What a step of a test made, to be shown: a text, or an image with what it takes to make it in full size. */
export type Showable = { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly recipe: ImageRecipe; readonly encoding: Encoding };

/** The same as the database keeps it: an image has a small copy. Sizes in pixels. */
export const ShownValue = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("image"), recipe: StoredRecipe, encoding: Encoding, hash: z.string(), mime: z.string(), bytes: z.number(), width: z.number(), height: z.number() }),
]);
export type ShownValue = z.output<typeof ShownValue>;

/** What is shown of a step; `print` names what it made, so that the same is not drawn again. */
export const Shown = z.object({ print: z.string(), values: z.array(ShownValue) });
export type Shown = z.output<typeof Shown>;

/** What of a step's outputs can be shown, in the order of its ports; for an output step, the finished images. */
export function showable(node: AnyNode, output: Readonly<Record<string, unknown>>, finished: readonly Finished[]): Showable[] {
  const given = Object.entries(node.outputs).flatMap(([port, { type, several }]) => {
    const value = output[port];
    if (value === undefined) return [];
    return (several === true && Array.isArray(value) ? value : [value]).flatMap((one: unknown) => valuesOf(one, type));
  });
  return [...given, ...finished.flatMap(finishedValues)].slice(0, MOST_VALUES);
}

function finishedValues({ image: recipe, encoding, altText, altOf }: Finished): Showable[] {
  return altOf === undefined ? [{ kind: "image", recipe, encoding }] : [{ kind: "text", text: altText }];
}

function valuesOf(value: unknown, type: PortType): Showable[] {
  switch (type) {
    case "image": case "mask": return images([value]);
    case "images": return images(Array.isArray(value) ? value : []);
    case "asset": return typeof value === "object" && value !== null && "image" in value ? images([value.image]) : [];
    case "text": case "number": case "choice": return [text(String(value))];
    case "json": return [text(JSON.stringify(value, null, 1))];
    // The column of the product says it.
    case "product": return [];
  }
}

function images(values: readonly unknown[]): Showable[] {
  return values.flatMap((value): Showable[] => {
    const { data: recipe } = StoredRecipe.safeParse(value);
    return recipe ? [{ kind: "image", recipe, encoding: PLAIN }] : [];
  });
}

function text(whole: string): Showable {
  return { kind: "text", text: whole.length > MOST_TEXT ? `${whole.slice(0, MOST_TEXT - 1)}…` : whole };
}
