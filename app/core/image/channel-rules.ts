/** What can be judged of an image; how each is measured and said is in check-channels.ts. */
export type Quantity = "shorter-side" | "longer-side" | "megapixels" | "elongation" | "fill" | "white-border" | "plain-border" | "least-margin";

/** Where an image is to be shown. */
export type Channel = "shopify" | "google" | "amazon";

/** A channel's rule for its main image. At least one of `least` and `most` is there, in the unit of the quantity. */
export interface ChannelRule {
  readonly channel: Channel;
  readonly quantity: Quantity;
  readonly least?: number;
  readonly most?: number;
  /** An image that breaks a required rule is refused or hidden; what is advised makes it sell better. */
  readonly level: "required" | "advised";
  /** What else to know, as a sentence. */
  readonly note?: string;
}

/** A channel with the page that its rules are from. */
export interface ChannelInfo {
  readonly title: string;
  readonly source: string;
  /** The day on which the rules were last compared with what is published, as YYYY-MM-DD. */
  readonly asOf: string;
}

/** The channels, with the pages that state their rules. Amazon's opens for sellers only: it was compared with what sellers' guides report of it. */
export const CHANNELS: Readonly<Record<Channel, ChannelInfo>> = {
  shopify: { title: "Shopify", source: "https://help.shopify.com/en/manual/products/product-media/product-media-types", asOf: "2026-11-25" },
  google: { title: "Google Merchant Center", source: "https://support.google.com/merchants/answer/6324350", asOf: "2026-11-25" },
  amazon: { title: "Amazon main image", source: "https://sellercentral.amazon.com/help/hub/reference/G1881", asOf: "2026-11-25" },
};

/** The rules that pixels can prove. What an image shows (text, props, a person) is for eyes; formats and bytes are up to the output. */
export const CHANNEL_RULES: readonly ChannelRule[] = [
  // Newer pages of Shopify say 25 megapixels, older ones 20: what fits both is asked.
  { channel: "shopify", quantity: "megapixels", most: 20, level: "required" },
  { channel: "shopify", quantity: "shorter-side", least: 800, level: "advised", note: "Below that shoppers cannot zoom in." },
  { channel: "shopify", quantity: "longer-side", least: 2048, level: "advised" },

  { channel: "google", quantity: "shorter-side", least: 500, level: "required", note: "Until 31 January 2027 Google still takes 250 pixels for clothes and 100 for the rest." },
  { channel: "google", quantity: "megapixels", most: 64, level: "required" },
  { channel: "google", quantity: "longer-side", least: 1500, level: "advised" },
  { channel: "google", quantity: "fill", least: 75, most: 90, level: "advised" },
  { channel: "google", quantity: "plain-border", least: 95, level: "advised" },

  { channel: "amazon", quantity: "longer-side", least: 500, most: 10_000, level: "required" },
  // Not all of it: where the product touches the edge, the border is not background.
  { channel: "amazon", quantity: "white-border", least: 98, level: "required" },
  { channel: "amazon", quantity: "fill", least: 85, level: "required" },
  { channel: "amazon", quantity: "longer-side", least: 1000, level: "advised", note: "Below that shoppers cannot zoom in." },
  { channel: "amazon", quantity: "elongation", most: 1, level: "advised" },
  { channel: "amazon", quantity: "least-margin", least: 1, level: "advised", note: "Without a margin the product may be cut off." },
];
