import { z } from "zod";
import { Secret } from "./secret.ts";

const secret = (hint: string) => z.string({ error: hint }).min(1, hint).transform((value) => new Secret(value));
const key32 = secret("32 random bytes in base64, for example from `openssl rand -base64 32`")
  .refine((value) => Buffer.from(value.reveal(), "base64").length === 32, "must be exactly 32 bytes in base64");
const database = (role: string) => z.string({ error: `address of the database for the role ${role}` }).regex(/^postgres(ql)?:\/\//, "must start with postgresql://");
const origin = z.url().transform((value) => new URL(value).origin);
const whole = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const Environment = z.object({
  /** sandbox: base URLs may point at the local stand-ins. production: they must be what Shopify publishes. */
  PICCASO_MODE: z.enum(["production", "sandbox"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("0.0.0.0"),
  APP_URL: origin,
  DATABASE_URL: database("piccaso_app"),
  DATABASE_QUEUE_URL: database("piccaso_queue"),
  DATABASE_SYSTEM_URL: database("piccaso_system"),
  BLOB_DIR: z.string().min(1),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: secret("the client secret of the app"),
  /** During a rotation webhooks may still be signed with the former secret for an hour. */
  SHOPIFY_API_SECRET_OLD: secret("the former client secret").optional(),
  SHOPIFY_BASE_URL: origin.optional(),
  APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  SESSION_KEY: key32,
  SIGNING_KEY: key32,
  /** How many items one worker takes at a time, and how many processes decode images. */
  WORKER_HANDS: whole(8),
  DECODE_PROCESSES: whole(2),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The checked environment. Secrets print as `[secret]`. */
export type Env = z.output<typeof Environment>;

/** Thrown at start-up; the message names each variable that is missing or malformed, and how to fix it. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads and checks the environment. Empty values count as missing. In production the stand-ins of the
 * sandbox are refused, and the app's own address must be https.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${given[String(issue.path[0])] === undefined ? "is missing. It is " : "is malformed: "}${issue.message}`);
    throw new EnvironmentError(`The environment is not complete:\n${lines.join("\n")}\nSee .env.example for each variable.`);
  }
  const env = parsed.data;
  if (env.PICCASO_MODE === "production") refuseStandIns(env);
  return env;
}

function refuseStandIns(env: Env): void {
  const faults: string[] = [];
  if (env.SHOPIFY_BASE_URL) faults.push("SHOPIFY_BASE_URL: only the sandbox sets it, remove it");
  if (new URL(env.APP_BRIDGE_URL).origin !== "https://cdn.shopify.com") faults.push("APP_BRIDGE_URL: must be on https://cdn.shopify.com, or unset");
  if (!env.APP_URL.startsWith("https://")) faults.push("APP_URL: must start with https://");
  if (faults.length) throw new EnvironmentError(`This is a production start (PICCASO_MODE), and these point elsewhere:\n  ${faults.join("\n  ")}`);
}
