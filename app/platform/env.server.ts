import { z } from "zod";
import { Secret } from "#app/core/secret.ts";
import { isAwsEndpoint, KEY_ARN } from "./kms/aws-client.server.ts";
import { vaultSettings, type ProcessRole, type VaultSettings } from "./kms/settings.ts";

const secret = (hint: string) => z.string({ error: hint }).min(1, hint).transform((value) => new Secret(value));
const key32 = secret("32 random bytes in base64, for example from `openssl rand -base64 32`")
  .refine((value) => Buffer.from(value.reveal(), "base64").length === 32, "must be exactly 32 bytes in base64");
const bytes32 = (hint: string) => z.string().refine((value) => Buffer.from(value, "base64").length === 32, hint);
const listOf = <Item>(one: z.ZodType<Item, string>) => z.string().default("").transform((value) => value.split(",").map((part) => part.trim()).filter(Boolean)).pipe(z.array(one));
const keyArn = z.string().regex(KEY_ARN, "must be the full ARN of a key (arn:aws:kms:…:key/…), not an alias");
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
  /** app-pricing: plans on Shopify's own page. billing-api: for an app without plans in the Partner Dashboard. */
  SHOPIFY_BILLING: z.enum(["app-pricing", "billing-api"]).default("app-pricing"),
  /** Whether test charges are made and count; never for merchants who pay. */
  SHOPIFY_BILLING_TEST: z.enum(["true", "false"]).default("false").transform((value) => value === "true"),
  /** The app's name in addresses of the admin, for its plan page. */
  SHOPIFY_APP_HANDLE: z.string().regex(/^[a-z0-9-]+$/).default("piccaso"),
  /** A Partner API client with the right to manage apps: all three, or none. */
  SHOPIFY_PARTNER_ORGANISATION: z.string().regex(/^\d+$/).optional(),
  SHOPIFY_PARTNER_APP: z.string().regex(/^\d+$/).optional(),
  SHOPIFY_PARTNER_TOKEN: secret("the access token of the Partner API client").optional(),
  SHOPIFY_BASE_URL: origin.optional(),
  /** Where the sandbox's stand-ins of the providers are. */
  PROVIDERS_BASE_URL: origin.optional(),
  APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  SESSION_KEY: key32,
  SIGNING_KEY: key32,
  /** The vault of merchants' API keys (ADR 0010). local: a pair of keys of our own. aws: AWS KMS. */
  KMS_DRIVER: z.enum(["local", "aws"]).default("local"),
  /** local. Web has the public key only, the worker the private one only, each as 32 bytes in base64 (`npm run vault -- keys`). */
  KMS_PUBLIC_KEY: bytes32("must be an X25519 public key, 32 bytes in base64").optional(),
  KMS_PRIVATE_KEY: key32.optional(),
  /** local, worker: keys before the newest, with commas between, until everything is wrapped again. */
  KMS_FORMER_PRIVATE_KEYS: listOf(key32),
  /** aws. The credentials are found by the AWS SDK; what they may do makes the difference between web and worker. */
  KMS_KEY_ID: keyArn.optional(),
  KMS_FORMER_KEY_IDS: listOf(keyArn),
  KMS_ENDPOINT: z.url().optional(),
  /** worker: a sealed record that it must be able to open at its start (`npm run vault -- self-test`, with web's environment). */
  KMS_SELF_TEST: z.string().optional(),
  /** skip: start although the KMS cannot be asked. What the process may do is then not proven. */
  KMS_BOOT_CHECK: z.enum(["refuse", "skip"]).default("refuse"),
  /** Rows that replace or join the release's model catalog, a JSON file in the form of app/providers/models.json. */
  MODELS_FILE: z.string().optional(),
  /** How many items one worker takes at a time: most of them only wait for a provider. And how many processes decode images. */
  WORKER_HANDS: whole(64),
  DECODE_PROCESSES: whole(2),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The checked environment. Secrets print as `[secret]`. */
export type Env = z.output<typeof Environment> & { readonly vault: VaultSettings };

/** Thrown at start-up; the message names each variable that is missing or malformed, and how to fix it. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads and checks the environment of a web process or a worker. Empty values count as missing. In
 * production the stand-ins of the sandbox are refused, and the app's own address must be https. A web
 * process that could open keys is refused in every mode.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>, role: ProcessRole): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${given[String(issue.path[0])] === undefined ? "is missing. It is " : "is malformed: "}${issue.message}`);
    throw new EnvironmentError(`The environment is not complete:\n${lines.join("\n")}\nSee .env.example for each variable.`);
  }
  const env = parsed.data;
  if (env.PICCASO_MODE === "production") refuseStandIns(env);
  const keys = [env.SESSION_KEY, env.SIGNING_KEY, env.KMS_PRIVATE_KEY, ...env.KMS_FORMER_PRIVATE_KEYS].flatMap((key) => key?.reveal() ?? []);
  if (new Set(keys).size < keys.length) throw new EnvironmentError("SESSION_KEY, SIGNING_KEY and KMS_PRIVATE_KEY must be different keys: each opens one kind of thing only.");
  const vault = vaultSettings(env, role);
  if ("faults" in vault) throw new EnvironmentError(`The vault of API keys does not fit a ${role} process:\n  ${vault.faults.join("\n  ")}\nSee .env.example for each variable.`);
  return { ...env, vault };
}

function refuseStandIns(env: z.output<typeof Environment>): void {
  const faults: string[] = [];
  if (env.SHOPIFY_BASE_URL) faults.push("SHOPIFY_BASE_URL: only the sandbox sets it, remove it");
  if (env.PROVIDERS_BASE_URL) faults.push("PROVIDERS_BASE_URL: only the sandbox sets it, remove it");
  if (new URL(env.APP_BRIDGE_URL).origin !== "https://cdn.shopify.com") faults.push("APP_BRIDGE_URL: must be on https://cdn.shopify.com, or unset");
  if (env.KMS_ENDPOINT && !isAwsEndpoint(env.KMS_ENDPOINT)) faults.push("KMS_ENDPOINT: must be an https address of AWS (a VPC endpoint), or unset");
  if (!env.APP_URL.startsWith("https://")) faults.push("APP_URL: must start with https://");
  if (faults.length) throw new EnvironmentError(`This is a production start (PICCASO_MODE), and these point elsewhere:\n  ${faults.join("\n  ")}`);
}
