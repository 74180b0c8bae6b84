/** Where a fault can strike: a part of the sandbox. */
export const PLACES = ["graphql", "upload", "cdn", "oauth", "openai", "gemini", "bfl", "kms", "bulk"] as const;
export type Place = (typeof PLACES)[number];

/** What can go wrong on demand. */
export const KINDS = [
  "delay", "429", "500", "503", "throttled", "failed-media", "failed-bulk", "expired-token", "lost-answer", "drop-before-charge",
  "moderated", "no-image", "stall", "drip", "huge-body", "gzip-bomb", "html", "zero-bytes", "missing-field", "junk-base64", "truncated-image", "mislabelled-image", "bomb-image",
  "echo-key", "foreign-result-host", "private-result-address", "never-ready", "expired-result",
] as const;
export type Kind = (typeof KINDS)[number];

type Where = Partial<Record<Place, readonly string[] | "all">>;

const ANY: Where = { openai: "all", gemini: "all", bfl: "all" };
/** Requests that make a picture, or hand one over. */
const PICTURE: Where = { openai: ["generate", "edit"], gemini: ["image"], bfl: ["deliver"] };
/** Requests that are charged. */
const PAID: Where = { openai: ["generate", "edit", "responses"], gemini: ["image", "text"], bfl: ["submit"] };

interface FaultKind {
  readonly says: string;
  /** Where it strikes if the rule names no operation. */
  readonly where: Where;
}

/** Every kind: what happens, and the operations that it waits for, so that a key check does not use up a fault of pictures. */
export const FAULT_KINDS: Readonly<Record<Kind, FaultKind>> = {
  "delay": { says: "waits for ms, then goes on", where: { ...ANY, kms: "all", graphql: "all", upload: "all", cdn: "all", oauth: "all" } },
  "429": { says: "too many requests", where: { ...ANY, bulk: ["download"], graphql: "all", upload: "all", cdn: "all", oauth: "all" } },
  "500": { says: "the server failed, nothing is charged", where: { ...ANY, bulk: ["download"], kms: "all", graphql: "all", upload: "all", cdn: "all", oauth: "all" } },
  "503": { says: "overloaded, nothing is charged", where: ANY },
  "throttled": { says: "the query's cost is above what is left, or KMS is asked too often", where: { graphql: "all", kms: "all" } },
  "failed-media": { says: "the next image cannot be processed", where: {} },
  "failed-bulk": { says: "a bulk operation fails half way and leaves what it has", where: { bulk: ["run"] } },
  "expired-token": { says: "the access token has ended", where: { graphql: "all" } },
  "lost-answer": { says: "done and charged, then the line is cut", where: { ...PAID, bulk: ["download"], graphql: "all", upload: "all", cdn: "all", oauth: "all" } },
  "drop-before-charge": { says: "the line is cut before anything is done or charged", where: PAID },
  "moderated": { says: "refused by the safety system", where: { openai: ["generate", "edit"], gemini: ["image"], bfl: ["submit"] } },
  "no-image": { says: "an answer without an image", where: { openai: ["generate", "edit"], gemini: ["image"], bfl: ["submit"] } },
  "stall": { says: "headers, then nothing for ms", where: { ...PAID, bfl: ["submit", "deliver"] } },
  "drip": { says: "a byte every 100 ms", where: { ...PAID, bfl: ["submit", "deliver"] } },
  "huge-body": { says: "600 MB", where: { ...PAID, bfl: ["submit", "deliver"] } },
  "gzip-bomb": { says: "a small gzip body of 300 MB", where: { ...PAID, bfl: ["submit", "deliver"] } },
  "html": { says: "status 200 with a web page", where: { ...PAID, bfl: ["submit", "deliver"] } },
  "zero-bytes": { says: "an image of no bytes", where: PICTURE },
  "missing-field": { says: "the field that matters is left out", where: { ...PAID, bfl: ["submit"] } },
  "junk-base64": { says: "base64 with foreign characters in it", where: { openai: ["generate", "edit"], gemini: ["image"] } },
  "truncated-image": { says: "the second half of the image is missing", where: PICTURE },
  "mislabelled-image": { says: "the image is of another kind than it says", where: PICTURE },
  "bomb-image": { says: "a small PNG that declares 16000 × 16000", where: PICTURE },
  "echo-key": { says: "an error that repeats the whole key", where: ANY },
  "foreign-result-host": { says: "the address of the result is of a stranger (operation submit: the polling address)", where: { bfl: ["poll"] } },
  "private-result-address": { says: "the address of the result is a private one (operation submit: the polling address)", where: { bfl: ["poll"] } },
  "never-ready": { says: "the task stays pending", where: { bfl: ["submit"] } },
  "expired-result": { says: "the result's address has ended already", where: { bfl: ["deliver"] } },
};

/** Whether a kind strikes at an operation that its rule does not name. */
export function strikes(kind: Kind, place: Place, operation: string | undefined): boolean {
  const where = FAULT_KINDS[kind].where[place];
  return where === "all" || (where !== undefined && operation !== undefined && where.includes(operation));
}
