import { z } from "zod";

/** Turns what names a person into something that can be compared and not be read. */
export type Blind = (text: string) => string;

const Customer = z.object({
  id: z.union([z.number(), z.string()]).transform(String).nullish().catch(null),
  email: z.string().nullish().catch(null),
  phone: z.string().nullish().catch(null),
});

/** A phone number counts by its last digits, because the country's part is written or left out. */
const PHONE_DIGITS = 9;
const LEAST_PHONE = 7;
const MOST_PHONE = 15;
/** A shorter number is a size or a price; Shopify's ids have thirteen digits. */
const LEAST_ID = 8;
/** So many parts of a row of figures are tried as a phone number together. */
const MOST_PARTS = 8;

const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
/** Not within a word, and not the number of something else in Shopify. */
const BEFORE_FIGURES = String.raw`(?<![\p{L}\p{N}_])(?<!gid://shopify/(?!Customer/)\w{1,40}/)`;
const PHONE = new RegExp(String.raw`${BEFORE_FIGURES}\+?\(?\d[\d ().\/-]{5,58}\d(?![\p{L}\p{N}_])`, "gu");
const ID = new RegExp(String.raw`${BEFORE_FIGURES}\d{${LEAST_ID},20}(?![\p{L}\p{N}_])`, "gu");
const CUSTOMER_ID = /customers?\/(\d{1,20})(?!\d)/giu;

/** What a customer of a compliance webhook is looked for by, as blind marks. `payload` is the webhook's body; nothing usable gives none. */
export function marksOf(payload: unknown, blind: Blind): string[] {
  const customer = z.object({ customer: Customer }).safeParse(payload).data?.customer;
  const email = customer?.email?.normalize("NFC").trim().toLowerCase();
  const phone = phoneKey(customer?.phone ?? "");
  return [
    ...(email?.includes("@") ? [blind(`email:${email}`)] : []),
    ...(phone ? [blind(`phone:${phone}`)] : []),
    ...(customer?.id && /^\d+$/.test(customer.id) ? [blind(`id:${customer.id}`)] : []),
  ];
}

/** Where a text names somebody of the marks: each place as it is written there, once. */
export function personIn(text: string, marks: ReadonlySet<string>, blind: Blind): string[] {
  const found = new Set<string>();
  const look = (written: string, key: string) => { if (marks.has(blind(key))) found.add(written); };
  for (const [written] of text.matchAll(EMAIL)) for (const address of addressesIn(written)) look(address, `email:${address.normalize("NFC").toLowerCase()}`);
  for (const [written] of text.matchAll(PHONE)) for (const number of numbersIn(written)) look(number, `phone:${phoneKey(number)}`);
  for (const [written] of text.matchAll(ID)) look(written, `id:${written}`);
  for (const [written, id] of text.matchAll(CUSTOMER_ID)) look(written, `id:${id}`);
  return [...found];
}

/** Every text in a JSON value, numbers too: what is one string in the database may be many here. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* textsIn(inner);
    }
  }
}

function phoneKey(text: string): string | undefined {
  const digits = text.replace(/\D/g, "");
  return digits.length >= LEAST_PHONE && digits.length <= MOST_PHONE ? digits.slice(-PHONE_DIGITS) : undefined;
}

/** An address may have a quote or a dash before it, and a sentence may go on right behind its dot. */
function addressesIn(written: string): string[] {
  const [before = "", domain = ""] = written.split("@");
  const labels = domain.split(".");
  const locals = [before, before.replace(/^[^\p{L}\p{N}]+/u, "")];
  return locals.flatMap((local) => labels.slice(1).map((_label, place) => `${local}@${labels.slice(0, place + 2).join(".")}`));
}

/** Figures beside each other may be several numbers, or one with gaps. */
function numbersIn(written: string): string[] {
  const parts = [...written.matchAll(/\S+/g)];
  const numbers: string[] = [];
  for (const [from, first] of parts.entries()) {
    for (const last of parts.slice(from, from + MOST_PARTS)) {
      const number = written.slice(first.index, last.index + last[0].length);
      if (phoneKey(number)) numbers.push(number);
    }
  }
  return numbers;
}
