import { z } from "zod";
import type { EvidenceRow } from "./evidence.ts";
import type { ImageMeasure } from "./image/measure.ts";
import type { Encoding, ImageOperation, ImageRecipe, MaskedChange } from "./image/recipe.ts";
import type { Quality } from "./model.ts";
import { issuesOf, SettingsSchema, type SettingIssue } from "./settings.ts";
import type { AssetValue, PortType, PortValues } from "./port-types.ts";
import type { Product } from "./product.ts";

/** How many elements an output has at most: a number, or the setting that says it. The quote counts with it. */
export type Most = number | { readonly setting: string };

/** A typed input or output of a node. An optional input may stay unconnected. */
export interface Port<T extends PortType = PortType, Optional extends boolean = boolean> {
  readonly type: T;
  readonly label: string;
  readonly optional: Optional;
  /** Of an output of images, and of one that gives several values. */
  readonly most?: Most | undefined;
  /** An output that gives several values of its type, one after the other: what it feeds runs once for each. */
  readonly several?: true | undefined;
  /** An output that comes from the photos of the product: without one it is not there, and what it feeds does not run. */
  readonly ofPhoto?: true | undefined;
  /** Of an output of JSON: the setting whose lines name its fields, so that prompts can mention them. */
  readonly fieldsIn?: string | undefined;
}
export type Ports = Readonly<Record<string, Port>>;

/** A port that must be connected, or an output that is always there. */
export function required<T extends PortType>(type: T, label: string, more: Pick<Port, "most" | "fieldsIn"> = {}): Port<T, false> {
  return { type, label, optional: false, ...more };
}

/** A port that may stay unconnected, or an output that is there only sometimes: what needs it does not run without it. */
export function optional<T extends PortType>(type: T, label: string, more: Pick<Port, "most" | "fieldsIn" | "ofPhoto"> = {}): Port<T, true> {
  return { type, label, optional: true, ...more };
}

/** An output that gives several values, at most so many. The node returns them as a list. */
export function several<T extends PortType>(type: T, label: string, most: Most): SeveralPort<T, false> {
  return { type, label, optional: false, several: true, most };
}

/** The same for one that is there only sometimes. */
export function sometimesSeveral<T extends PortType>(type: T, label: string, most: Most): SeveralPort<T, true> {
  return { type, label, optional: true, several: true, most };
}
export interface SeveralPort<T extends PortType = PortType, Optional extends boolean = boolean> extends Port<T, Optional> {
  readonly several: true;
}

type RequiredKeys<P extends Ports> = { [K in keyof P]: P[K]["optional"] extends true ? never : K }[keyof P];
type OptionalKeys<P extends Ports> = Exclude<keyof P, RequiredKeys<P>>;

/** The values of a set of ports, keyed like the ports. */
export type Values<P extends Ports> = { readonly [K in RequiredKeys<P>]: ValueOf<P[K]> } & {
  readonly [K in OptionalKeys<P>]?: ValueOf<P[K]> | undefined;
};
type ValueOf<P extends Port> = P extends SeveralPort ? readonly PortValues[P["type"]][] : PortValues[P["type"]];

/** A question that the runner of a skill answers; the run form is made from these. */
export type Question =
  | { readonly kind: "text"; readonly label: string; readonly help: string; readonly value: string; readonly maxLength: number }
  | { readonly kind: "choice"; readonly label: string; readonly help: string; readonly value: string; readonly options: readonly string[]; /** What is read for an option, where it is not the option itself. */ readonly labels?: Readonly<Record<string, string>> }
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

/** What a person is asked in the middle of a run. */
export interface ApprovalRequest {
  readonly question: string;
  readonly instructions: string;
  readonly image: ImageRecipe;
  /** A text that may be edited; null where there is none. */
  readonly text: string | null;
  /** Days that it waits, 1 to 14. */
  readonly days: number;
  /** What happens where nobody decides: the product is given up, or goes on as if it were approved. */
  readonly atExpiry: "stop" | "go-on";
}

/** What a person decided. */
export interface PersonDecision {
  readonly approved: boolean;
  /** As it was edited; null where there was none. */
  readonly text: string | null;
}

/** A number that a setting gives: the setting itself, or the length of its list, times a factor, and something on top. */
export interface FromSetting {
  readonly setting: string;
  readonly each: number;
  readonly plus: number;
}

/**
 * What a node buys each time it runs, as data, so that a screen can count the price while a skill is edited.
 * Names in `model`, `ratio`, `quality` and `times` are settings; null where there is none. Never smaller than
 * what is sent.
 */
export interface Purchase {
  readonly model: string;
  readonly ratio: string | null;
  readonly quality: string | null;
  /** Inputs whose images go along; a list counts with all that it may hold. */
  readonly references: readonly string[];
  /** The input whose mask goes along. */
  readonly mask: string | null;
  /** Characters of everything that is written to the model, at most. */
  readonly promptLength: number | FromSetting;
  /** Tokens of a text answer, at most; 0 for images. */
  readonly answerTokens: number | FromSetting;
  /** How many such calls one run of the step makes; null for one. */
  readonly times: string | null;
}

/** A node's whole world: no database, no key, no network. */
export interface NodeContext {
  readonly signal: AbortSignal;
  /** The product of the item. */
  readonly product: Product;
  /** The answer to this node's question, if it asks one. */
  readonly answer: Answer | undefined;
  /** How many times the step ran before for this item: 0 but for lists. */
  readonly turn: number;
  /** What the steps that its prompts mention have given, by the name as written after the @. */
  readonly mentioned: Readonly<Record<string, string>>;
  /** Describes an edit; nothing is decoded here. */
  edit(operation: ImageOperation, ...inputs: readonly ImageRecipe[]): ImageRecipe;
  /** Figures of an image. It is made for that and not kept. */
  measure(image: ImageRecipe): Promise<ImageMeasure>;
  /** An asset of the library. Fails with `missing_asset` where it was deleted. */
  asset(assetId: string): Promise<AssetValue>;
  /** The images of a folder of the library by name, at most so many; empty where there is no such folder. */
  folder(name: string, most: number): Promise<readonly AssetValue[]>;
  /** Buys an image with the merchant's key, once for each order of this step. */
  buyImage(order: ImageOrder): Promise<ImageRecipe>;
  /** Buys a text. With a schema it is JSON that has that form. */
  buyText(order: TextOrder): Promise<string>;
  /** Asks a person, once for each turn. While nobody has decided this throws: the item waits, and the step runs again then. */
  decide(request: ApprovalRequest): Promise<PersonDecision>;
  /** Offers an image for review. Several calls make several outputs, in that order. */
  finish(output: Finished): void;
}

export type NodeCategory = "input" | "generate" | "edit" | "output";

/** A use of a node in one sentence, and the settings that differ from the defaults for it. */
export interface NodeExample<P extends z.ZodObject = z.ZodObject> {
  readonly use: string;
  readonly params: z.input<P>;
}

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
  /** What it is good for, with settings that do it; the documentation shows it. */
  readonly example?: NodeExample<P>;
  /** What it asks the runner, given its settings. */
  asks?(params: z.output<P>): Question | undefined;
  /** What it buys for each time it runs. */
  readonly buys?: readonly Purchase[];
  /** What it found, read from an output as it was kept; empty where that cannot be read. */
  evidence?(output: unknown): readonly EvidenceRow[];
  run(args: { readonly inputs: Values<I>; readonly params: z.output<P> }, context: NodeContext): Promise<Values<O>> | Values<O>;
}

/** A node as data: everything that the canvas and the checks of a skill need to know of it. */
export interface NodeSpec {
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly category: NodeCategory;
  readonly inputs: Ports;
  readonly outputs: Ports;
  /** JSON Schema of its settings, written by zod from the one schema. */
  readonly schema: SettingsSchema;
  readonly buys: readonly Purchase[];
}

/** A node with its checks: on the server from its own schema, in the canvas from the JSON Schema of it. */
export interface CheckedNode extends NodeSpec {
  /** What does not fit in these settings; empty where all do. */
  check(params: unknown): readonly SettingIssue[];
}

/** A node as the engine sees it: inputs erased, validated before use. */
export interface AnyNode extends CheckedNode {
  readonly example?: NodeExample;
  readonly params: z.ZodObject;
  /** What it asks the runner. Throws a ZodError where the settings do not fit. */
  asks(params: unknown): Question | undefined;
  /** What it found, read from an output as it was kept. */
  evidence(output: unknown): readonly EvidenceRow[];
  run(args: { readonly inputs: Record<string, unknown>; readonly params: unknown }, context: NodeContext): Promise<Record<string, unknown>>;
}

/** Checks a definition by its ports and settings, and erases them for the registry. */
export function defineNode<const I extends Ports, const O extends Ports, P extends z.ZodObject>(
  node: NodeDefinition<I, O, P>,
): AnyNode {
  const schema = SettingsSchema.parse(z.toJSONSchema(node.params.strict(), { io: "input" }));
  return {
    ...node, schema, buys: node.buys ?? [],
    check: (params) => issuesOf(node.params.strict().safeParse(params), schema),
    asks: (params) => node.asks?.(node.params.parse(params)),
    evidence: (output) => node.evidence?.(output) ?? [],
    run: async ({ inputs, params }, context) => {
      requireInputs(node.inputs, inputs);
      return { ...(await node.run({ inputs, params: node.params.parse(params) }, context)) };
    },
  };
}

/** The planner connects only ports whose types fit, so presence is all that is left to check. */
function requireInputs<I extends Ports>(ports: I, inputs: Record<string, unknown>): asserts inputs is Record<string, unknown> & Values<I> {
  for (const [name, port] of Object.entries(ports)) {
    if (!port.optional && inputs[name] === undefined) throw new Error(`input ${name} has no value`);
  }
}
