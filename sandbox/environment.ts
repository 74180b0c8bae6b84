import { z } from "zod";

const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  SANDBOX_DATABASE_URL: z.string().startsWith("postgres", "must be a postgresql:// address"),
  SANDBOX_DATA: z.string().min(1),
  SANDBOX_APP_URL: z.url().default("http://127.0.0.1:1"),
  SANDBOX_CATALOG: z.string().optional(),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
});

/** The sandbox's environment. Throws with the name of each variable that is missing or malformed. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): z.output<typeof Environment> {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== "")));
  if (parsed.success) return parsed.data;
  throw new Error(`The sandbox cannot start:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`);
}

/** Where the app finds the image providers of a sandbox. */
export function providerUrls(origin: string): { openai: string; gemini: string; bfl: string } {
  return { openai: `${origin}/openai/v1`, gemini: `${origin}/gemini`, bfl: `${origin}/bfl` };
}
