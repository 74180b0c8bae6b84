import { createHash } from "node:crypto";
import { mulberry32 } from "../../faults.ts";
import { asks } from "../magic.ts";
import { fill } from "./fill.ts";
import { look, type Seen } from "./look.ts";

export interface Question {
  readonly prompt: string;
  readonly images: readonly Uint8Array[];
  /** The JSON Schema of the answer. */
  readonly schema?: Readonly<Record<string, unknown>> | undefined;
  /** JSON without a schema. */
  readonly json?: boolean;
}

/** An answer as a text model might give it: made from the words of the prompt and what can be seen in the pictures. The same for the same question. */
export async function writeAnswer({ prompt, images, schema, json = false }: Question): Promise<string> {
  const seen = await Promise.all(images.slice(0, 4).map(look));
  const text = sentence(prompt, seen);
  if (!schema) return json ? JSON.stringify({ answer: text }) : text;
  const random = mulberry32(createHash("sha256").update(prompt).digest().readUInt32BE(0));
  return JSON.stringify(fill(schema, { text, words: wordsOf(prompt), seen: seen[0], bad: asks(prompt, "[reject]"), random }));
}

/** The prompt in one breath, and what was seen. It keeps the prompt's words, so that a picture made from it follows them. */
function sentence(prompt: string, seen: readonly Seen[]): string {
  const told = prompt.replace(/\[[a-z ]+\]/gi, " ").replace(/\s+/g, " ").trim().slice(0, 600).replace(/[.\s]+$/, "");
  const what = seen[0] ? `A ${seen[0].colour} product` : "The product";
  return told ? `${what}, clearly lit and in focus. ${told}.` : `${what}, clearly lit and in focus.`;
}

const STOP = new Set("about above after also and answer any are based been before below but can each every for from give has have into its json just keep like make more most must not one only other our out over please product return should show some such text than that the their them then there these they this those under use using very was were what when where which while will with without write you your".split(" "));

/** The telling words of a prompt in their order. */
function wordsOf(prompt: string): string[] {
  return [...new Set(prompt.toLowerCase().match(/[a-zà-öø-ÿ]{3,}/g) ?? [])].filter((word) => !STOP.has(word)).slice(0, 40);
}
