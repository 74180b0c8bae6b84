/** What Shopify asks. */
export type PrivacyTopic = "customers/data_request" | "customers/redact" | "shop/redact";

/** open: being worked on. found: a person has to answer. The others have ended. */
export type PrivacyState = "open" | "none-held" | "erased" | "found" | "answered" | "ignored";

/** Where something of a customer stands, in words, with the page that shows it where there is one. */
export interface FoundPlace {
  readonly what: string;
  readonly path: string | null;
}

/** What was done for a request: how much was searched, and what was found. */
export interface PrivacyEvidence {
  /** Moment of the last search, ISO 8601; null before it ended. */
  readonly searchedAt: string | null;
  /** Rows and texts that were read, over how many kinds of records. */
  readonly records: number;
  readonly texts: number;
  readonly kinds: number;
  /** Where something was found, at most a hundred places; `places` counts all. */
  readonly found: readonly FoundPlace[];
  readonly places: number;
}

export interface PrivacyRequestView {
  readonly id: string;
  readonly topic: PrivacyTopic;
  readonly requestId: string | null;
  readonly state: PrivacyState;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly finishedAt: string | null;
  readonly evidence: PrivacyEvidence | null;
}
