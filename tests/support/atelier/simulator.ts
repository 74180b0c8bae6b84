import { FaultRule } from "#sandbox/faults.ts";
import { listen } from "#sandbox/listen.ts";
import { answerInstead, damaged } from "#sandbox/providers/damage.ts";
import { base64Of, handOver } from "#sandbox/providers/spoil.ts";
import type { Errors } from "#sandbox/providers/provider.ts";
import { picture } from "../picture.ts";

const CENTS = 2;

/** The stand-in of Atelier on a real port. */
export interface Atelier {
  readonly origin: string;
  fault(rule: Partial<FaultRule> | null): void;
  /** What it charged, in micro-dollars, and how often. */
  readonly charged: { micros: number; count: number };
  close(): void;
}

const says = (status: number, words: string, headers: Readonly<Record<string, string>> = {}) => Response.json({ says: words }, { status, headers });
const errors: Errors = {
  noKey: () => says(401, "no key"), badKey: (key) => says(401, `bad key ${key}`), noQuota: () => says(402, "no money"),
  rateLimited: (seconds) => says(429, "wait", { "retry-after": String(seconds) }), failed: (status) => says(status, "failed"), invalid: (message, status = 400) => says(status, message),
};

/** Starts it: /atelier/purse tells that a key is good, /atelier/paint paints for two cents. */
export async function startAtelier(): Promise<Atelier> {
  let rule: FaultRule | undefined;
  let port = 0;
  const charged = { micros: 0, count: 0 };
  const server = await listen(0, () => `http://localhost:${port}`, async (request) => {
    const key = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
    if (key.endsWith("-bad")) return errors.badKey(key);
    if (new URL(request.url).pathname === "/atelier/purse") return Response.json({ cents: 500 });
    if (key.endsWith("-noquota")) return errors.noQuota();
    const instead = rule && answerInstead(rule, errors, key);
    if (instead) return instead;
    if (rule?.kind === "moderated") return says(422, "no such motif");
    charged.micros += CENTS * 10_000;
    charged.count += 1;
    const painting = base64Of(await handOver(await picture(512, 512), "png", rule), rule);
    const response = Response.json({ cents: CENTS, ...(rule?.kind === "no-image" || rule?.kind === "missing-field" ? {} : { painting }) });
    return rule ? damaged(rule, response) : response;
  });
  port = server.port;
  return { origin: `http://localhost:${port}`, charged, close: () => server.close(), fault: (wanted) => { rule = wanted ? FaultRule.parse({ match: "openai", ...wanted }) : undefined; } };
}
