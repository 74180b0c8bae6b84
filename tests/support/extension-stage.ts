import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

const Text = z.union([z.string(), z.object({ one: z.string(), other: z.string() })]);

/** The texts of an extension as the admin translates them. Throws for a key that is in no locale, and for a value that is not given. */
export function wordsOf(extension: string): (key: string, values?: Record<string, string | number>) => string {
  const locale: unknown = JSON.parse(fs.readFileSync(path.resolve("extensions", extension, "locales/en.default.json"), "utf8"));
  return (key, values = {}) => {
    const found = Text.parse(key.split(".").reduce((at, part) => z.record(z.string(), z.unknown()).parse(at)[part], locale), { error: () => `no text for ${key}` });
    const text = typeof found === "string" ? found : values["count"] === 1 ? found.one : found.other;
    return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${key} lacks ${name}`);
      return String(value);
    });
  };
}

/** What a stand-in of the app was asked: "GET skills", "POST runs". */
export interface Heard {
  readonly what: string;
  readonly body: unknown;
}

/** Answers as the app does: `{ok: true, result}`, or a refusal with its sentence. A route that is not given is not there. */
export type Answers = Readonly<Record<string, (body: unknown) => object | Promise<object>>>;

/** A refusal of the app. */
export class Refusal {
  constructor(readonly status: number, readonly code: string, readonly say: string, readonly headers: Record<string, string> = {}) {}
}

/** The fetch of the admin with the app behind it. Routes are looked up without their query. */
export function standIn(answers: Answers): { readonly fetch: typeof fetch; readonly heard: Heard[] } {
  const heard: Heard[] = [];
  return {
    heard,
    fetch: async (input, init) => {
      const address = new URL(input instanceof Request ? input.url : input, "https://app.example");
      const what = `${init?.method ?? "GET"} ${address.pathname.replace("/extensions/", "")}`;
      const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
      heard.push({ what: `${what}${address.search}`, body });
      const answer = answers[what];
      if (!answer) throw new TypeError(`nothing answers ${what}`);
      const result = await answer(body);
      return result instanceof Refusal
        ? Response.json({ ok: false, error: { code: result.code, say: result.say, field: null } }, { status: result.status, headers: result.headers })
        : Response.json({ ok: true, result });
    },
  };
}

/** All text that is shown. */
export function shown(): string {
  return document.body.textContent.replace(/\s+/g, " ");
}

/** A button by its text; throws where it is not there. */
export function button(text: string): Element {
  const found = [...document.querySelectorAll("s-button")].find((one) => one.textContent === text);
  if (!found) throw new Error(`no button “${text}” among ${[...document.querySelectorAll("s-button")].map((one) => one.textContent).join(", ")}`);
  return found;
}

/** The title of the open action or block. */
export function heading(): string {
  return document.querySelector("s-admin-action, s-admin-block")?.getAttribute("heading") ?? "";
}

/** Whether the admin can press it. */
export function pressable(text: string): boolean {
  const found = button(text);
  return !found.hasAttribute("disabled") || found.getAttribute("disabled") === "false";
}
