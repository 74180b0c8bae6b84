import { CHANNEL_RULES, CHANNELS, type Channel, type ChannelRule, type Quantity } from "./channel-rules.ts";
import type { ImageMeasure } from "./measure.ts";

/** How one rule came out. */
export interface RuleResult {
  readonly channel: string;
  /** What was looked at, for example "Product in the frame". */
  readonly rule: string;
  readonly level: ChannelRule["level"];
  /** In `unit`, rounded as it is shown; null where it cannot be measured. */
  readonly measured: number | null;
  readonly unit: string;
  readonly least: number | null;
  readonly most: number | null;
  readonly passed: boolean;
  /** Measured and asked, as sentences. */
  readonly say: string;
  readonly source: string;
}

/** A quantity: its name, its unit, how it is measured, and the sentence for what was found. */
interface Measuring {
  readonly rule: string;
  readonly unit: string;
  readonly of: (measure: ImageMeasure) => number | null;
  readonly found: (value: string) => string;
}

const UNCLEAR = "The product cannot be told from its background, so this was not measured.";

const MEASURING: Readonly<Record<Quantity, Measuring>> = {
  "shorter-side": { rule: "Shorter side", unit: "px", of: ({ width, height }) => Math.min(width, height), found: (value) => `The shorter side has ${value}.` },
  "longer-side": { rule: "Longer side", unit: "px", of: ({ width, height }) => Math.max(width, height), found: (value) => `The longer side has ${value}.` },
  "megapixels": { rule: "Pixels", unit: "megapixels", of: ({ width, height }) => (width * height) / 1_000_000, found: (value) => `The image has ${value}.` },
  "elongation": { rule: "Aspect ratio", unit: "to 1", of: ({ width, height }) => Math.max(width, height) / Math.min(width, height), found: (value) => `The sides are ${value}.` },
  "fill": { rule: "Product in the frame", unit: "%", of: ({ product }) => product && product.fill * 100, found: (value) => `The product fills ${value} of the frame.` },
  "white-border": { rule: "White background", unit: "%", of: ({ border }) => border.white * 100, found: (value) => `${value} of the border are pure white.` },
  "plain-border": { rule: "Plain background", unit: "%", of: ({ border }) => border.plain * 100, found: (value) => `${value} of the border have one colour.` },
  "least-margin": { rule: "Margins", unit: "%", of: ({ product }) => product && Math.min(product.left, product.right, product.top, product.bottom) * 100, found: (value) => `The smallest margin is ${value} of the frame.` },
};

/** Judges an image by the rules of channels, in the order of the rules. */
export function checkChannels(measure: ImageMeasure, channels: ReadonlySet<Channel>): RuleResult[] {
  return CHANNEL_RULES.filter(({ channel }) => channels.has(channel)).map((rule) => resultOf(rule, measure));
}

function resultOf(rule: ChannelRule, measure: ImageMeasure): RuleResult {
  const { rule: name, unit, of, found } = MEASURING[rule.quantity];
  const exact = of(measure);
  // Judged as it is shown, so that no sentence says that 85 % is less than 85 %. A share is no more exact than a hundredth.
  const parts = unit === "%" ? 1 : 10;
  const measured = exact === null ? null : Math.round(exact * parts) / parts;
  const passed = measured !== null && measured >= (rule.least ?? -Infinity) && measured <= (rule.most ?? Infinity);
  const { title, source } = CHANNELS[rule.channel];
  const asked = `${title} ${rule.level === "required" ? "asks for" : "advises"} ${rangeOf(rule, unit)}.`;
  return {
    channel: title, rule: name, level: rule.level, measured, unit, least: rule.least ?? null, most: rule.most ?? null, passed,
    say: [measured === null ? UNCLEAR : found(amount(measured, unit)), asked, ...(rule.note && !passed ? [rule.note] : [])].join(" "), source,
  };
}

function rangeOf({ least, most }: ChannelRule, unit: string): string {
  if (least !== undefined && most !== undefined) return `${amount(least, unit)} to ${amount(most, unit)}`;
  return least !== undefined ? `at least ${amount(least, unit)}` : `at most ${amount(most ?? 0, unit)}`;
}

function amount(value: number, unit: string): string {
  return `${value.toLocaleString("en")} ${unit}`;
}
