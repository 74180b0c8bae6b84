import { z } from "zod";
import type { Encoding, ImageOperation, ImageRecipe, MaskedChange } from "./image/recipe.ts";
import type { Quality } from "./model.ts";
import type { Product } from "./product.ts";

/** What flows through a port, by its type. */
export interface PortValues {
  image: ImageRecipe;
  text: string;
  number: number;
  choice: string;
  product: Product;
  /** Named values that a step has written down, for prompts to mention. */
  fields: Readonly<Record<string, string>>;
}
export type PortType = keyof PortValues;

/** A typed input or output of a node. An optional input may stay unconnected. */
export interface Port<T extends PortType = PortType, Optional extends boolean = boolean> {
  readonly type: T;
  readonly label: string;
  readonly optional: Optional;
}
export type Ports = Readonly<Record<string, Port>>;

/** A port that must be connected. */
export function required<T extends PortType>(type: T, label: string): Port<T, false> {
  return { type, label, optional: false };
}

/** A port that may stay unconnected. */
export function optional<T extends PortType>(type: T, label: string): Port<T, true> {
  return { type, label, optional: true };
}

type RequiredKeys<P extends Ports> = { [K in keyof P]: P[K]["optional"] extends true ? never : K }[keyof P];
type OptionalKeys<P extends Ports> = Exclude<keyof P, RequiredKeys<P>>;

/** The values of a set of ports, keyed like the ports. */
export type Values<P extends Ports> = { readonly [K in RequiredKeys<P>]: PortValues[P[K]["type"]] } & {
  readonly [K in OptionalKeys<P>]?: PortValues[P[K]["type"]] | undefined;
};

/** A question that the runner of a skill answers; the run form is made from these. */
export type Question =
  | { readonly kind: "text"; readonly label: string; readonly help: string; readonly value: string; readonly maxLength: number }
  | { readonly kind: "choice"; readonly label: string; readonly help: string; readonly value: string; readonly options: readonly string[] }
  | { readonly kind: "upload"; readonly label: string; readonly help: string }
  | { readonly kind: "asset"; readonly label: string; readonly help: string; readonly folder: string };

/** What the runner answered: text as it is; an image by the hash of its bytes in this workspace. */
export type Answer = { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly hash: string };

/** A finished image that the item offers for review. */
export interface Finished {
  readonly image: ImageRecipe;
  readonly encoding: Encoding;
  /** File name without extension, made safe for an address. */
  readonly fileName: string;
  /** Alt text, at most 512 characters (Shopify's limit). */
  readonly altText: string;
  /** The media of the product for which the alt text alone is offered; left out for a new image. */
  readonly altOf?: string;
}

/** An image that a node buys. `model` is an id of the model catalog, `ratio` one of its sizes. */
export interface ImageOrder {
  readonly kind: "image";
  readonly model: string;
  readonly prompt: string;
  readonly ratio: string;
  readonly quality: Quality | null;
  readonly seed: number | null;
  readonly references: readonly ImageRecipe[];
  /** Bounds what may change of the first reference. Left out and not null, so that orders of before have the same fingerprint. */
  readonly mask?: OrderedMask;
}

/** A mask as a node orders it: any image that marks something. A cut-out marks what is solid, an image without transparency what is white. */
export interface OrderedMask {
  readonly image: ImageRecipe;
  readonly change: MaskedChange;
}

/** A text that a node buys. */
export interface TextOrder {
  readonly kind: "text";
  readonly model: string;
  readonly instructions: string;
  readonly prompt: string;
  readonly images: readonly ImageRecipe[];
  /** JSON Schema of an object that the answer must fit; left out for plain text. */
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

/** A call as a node announces it before a run, for the quote: exact in number, and never smaller than what it will send. */
export interface PlannedCall {
  readonly model: string;
  /** Null for text. */
  readonly ratio: string | null;
  readonly quality: Quality | null;
  readonly references: number;
  /** Whether a mask goes along: only some models take one. */
  readonly mask: boolean;
  readonly promptLength: number;
  readonly answerTokens: number;
}

/** A node's whole world: no database, no key, no network. */
export interface NodeContext {
  readonly signal: AbortSignal;
  /** The product of the item. */
  readonly product: Product;
  /** The answer to this node's question, if it asks one. */
  readonly answer: Answer | undefined;
  /** What the steps that its prompts mention have given, by the name as written after the @. */
  readonly mentioned: Readonly<Record<string, string>>;
  /** Describes an edit; nothing is decoded here. */
  edit(operation: ImageOperation, ...inputs: readonly ImageRecipe[]): ImageRecipe;
  /** An asset of the library as an image. Fails with `missing_asset` where it was deleted. */
  asset(assetId: string): Promise<ImageRecipe>;
  /** Buys an image with the merchant's key, once for each order of this step. */
  buyImage(order: ImageOrder): Promise<ImageRecipe>;
  /** Buys a text. With a schema it is JSON that has that form. */
  buyText(order: TextOrder): Promise<string>;
  /** Offers an image for review. Several calls make several outputs, in that order. */
  finish(output: Finished): void;
}

export type NodeCategory = "input" | "generate" | "edit" | "output";

/** A step that a skill can contain: isomorphic, one file each in nodes/. */
export interface NodeDefinition<I extends Ports = Ports, O extends Ports = Ports, P extends z.ZodObject = z.ZodObject> {
  /** noun.verb, never changed once published. */
  readonly type: string;
  /** Raised when the same inputs would give another result, so that nothing old is reused. */
  readonly version: number;
  readonly title: string;
  /** One sentence in plain words. */
  readonly description: string;
  readonly category: NodeCategory;
  readonly inputs: I;
  readonly outputs: O;
  /**
   * Every field has a default, a `title` and where useful a `description` in its meta; `when` names
   * another field and the values with which this one means something; `field: "prompt"` makes it a text
   * that may mention other steps.
   */
  readonly params: P;
  /** What it asks the runner, given its settings. */
  asks?(params: z.output<P>): Question | undefined;
  /** The calls that it buys for each item, given its settings and which of its inputs are connected. */
  calls?(params: z.output<P>, connected: ReadonlySet<string>): readonly PlannedCall[];
  /** The names in its outputs of type fields, given its settings. */
  fields?(params: z.output<P>): readonly string[];
  run(args: { readonly inputs: Values<I>; readonly params: z.output<P> }, context: NodeContext): Promise<Values<O>> | Values<O>;
}

/** A node as the engine and the screens see it: inputs erased, validated before use. */
export interface AnyNode {
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly category: NodeCategory;
  readonly inputs: Ports;
  readonly outputs: Ports;
  readonly params: z.ZodObject;
  /** The names of its settings that are prompts. */
  readonly prompts: readonly string[];
  /** All parse the settings first; they throw a ZodError where these do not fit. */
  asks(params: unknown): Question | undefined;
  calls(params: unknown, connected: ReadonlySet<string>): readonly PlannedCall[];
  fields(params: unknown): readonly string[];
  run(args: { readonly inputs: Record<string, unknown>; readonly params: unknown }, context: NodeContext): Promise<Record<string, unknown>>;
}

/** Checks a definition by its ports and settings, and erases them for the registry. */
export function defineNode<const I extends Ports, const O extends Ports, P extends z.ZodObject>(
  node: NodeDefinition<I, O, P>,
): AnyNode {
  return {
    ...node,
    asks: (params) => node.asks?.(node.params.parse(params)),
    calls: (params, connected) => node.calls?.(node.params.parse(params), connected) ?? [],
    fields: (params) => node.fields?.(node.params.parse(params)) ?? [],
    prompts: promptsOf(node.params),
    run: async ({ inputs, params }, context) => {
      requireInputs(node.inputs, inputs);
      return { ...(await node.run({ inputs, params: node.params.parse(params) }, context)) };
    },
  };
}

const Marked = z.object({ properties: z.record(z.string(), z.object({ field: z.string().optional() })) });

function promptsOf(params: z.ZodObject): string[] {
  const { properties } = Marked.parse(z.toJSONSchema(params, { io: "input" }));
  return Object.entries(properties).flatMap(([name, { field }]) => (field === "prompt" ? [name] : []));
}

/** The planner connects only ports of one type, so presence is all that is left to check. */
function requireInputs<I extends Ports>(ports: I, inputs: Record<string, unknown>): asserts inputs is Record<string, unknown> & Values<I> {
  for (const [name, port] of Object.entries(ports)) {
    if (!port.optional && inputs[name] === undefined) throw new Error(`input ${name} has no value`);
  }
}
