import pg from "pg";
import { z } from "zod";
import { KmsKey } from "./kms/key.ts";

export const Media = z.object({
  id: z.string(), fileName: z.string(), alt: z.string(), status: z.enum(["UPLOADED", "PROCESSING", "READY", "FAILED"]), error: z.string().nullable(), errorCode: z.string().nullable().default(null),
  width: z.number().nullable(), height: z.number().nullable(), version: z.number(), readyAt: z.number(),
  /** ms; 0 for what was there before the shop was opened. */
  createdAt: z.number().default(0),
});
export type Media = z.output<typeof Media>;

export const Variant = z.object({ id: z.string(), title: z.string(), sku: z.string(), price: z.string(), mediaId: z.string().nullable() });
/** A metafield of a product; the value is text, whatever the type. */
export const Metafield = z.object({ namespace: z.string(), key: z.string(), type: z.string(), value: z.string() });
export type Metafield = z.output<typeof Metafield>;
/** A metafield that the merchant has described for all products. */
export const Definition = z.object({ id: z.string(), namespace: z.string(), key: z.string(), name: z.string(), type: z.string() });
export type Definition = z.output<typeof Definition>;
export const Product = z.object({
  id: z.string(), title: z.string(), handle: z.string(), status: z.enum(["ACTIVE", "DRAFT", "ARCHIVED"]), vendor: z.string(), type: z.string(),
  tags: z.array(z.string()), description: z.string(), collections: z.array(z.string()),
  /** Ids in their order. */
  media: z.array(z.string()),
  variants: z.array(Variant),
  metafields: z.array(Metafield).default([]),
  /** Follows every change. */
  updatedAt: z.string().default("2026-01-01T00:00:00.000Z"),
});
export type Product = z.output<typeof Product>;
export const Collection = z.object({ id: z.string(), title: z.string() });
export const Token = z.object({
  token: z.string(), shop: z.string(), expiresAt: z.number(), refresh: z.string(),
  /** The token that this one came in place of. Its refresh token works until ours is used for the first time. */
  replaces: z.string().nullable().default(null), refreshUsed: z.boolean(),
});
export type Token = z.output<typeof Token>;
export const Upload = z.object({ id: z.string(), fileName: z.string(), mime: z.string(), done: z.boolean() });
export const Delivery = z.object({
  id: z.string(), topic: z.string(), body: z.string(), uri: z.string(), triggeredAt: z.string(), tries: z.number(), status: z.string(),
});
export type Delivery = z.output<typeof Delivery>;
/** A bulk operation, and the file that it writes. */
export const Operation = z.object({
  id: z.string(), status: z.enum(["RUNNING", "COMPLETED", "FAILED"]), errorCode: z.enum(["INTERNAL_SERVER_ERROR"]).nullable(), fileName: z.string(), objects: z.number(), createdAt: z.string(), completedAt: z.string().nullable(),
});
export type Operation = z.output<typeof Operation>;
/** What a provider took for one request, in micro-dollars. Of the key only what names it, of the prompt a hash: two charges for the same thing are seen by it. */
export const Charge = z.object({
  id: z.string(), provider: z.enum(["openai", "gemini", "bfl"]), keyLast4: z.string(), keyHash: z.string(), model: z.string(), micros: z.number().int(), kind: z.enum(["image", "text"]), at: z.string(), requestId: z.string(), promptHash: z.string(),
});
export type Charge = z.output<typeof Charge>;
/** A task of BFL's. Its picture lies in a file. Times in ms since 1970. */
export const Task = z.object({
  id: z.string(), keyHash: z.string(), model: z.string(), prompt: z.string(), seed: z.number().int(), format: z.enum(["png", "jpeg"]), startedAt: z.number(), readyAt: z.number(),
  end: z.enum(["Ready", "Request Moderated", "Content Moderated", "Error", "Pending"]),
});
export type Task = z.output<typeof Task>;
/** A subscription to the app. `handle` is a plan of the hosted page; one of the Billing API has a name alone. Times in ms since 1970. */
export const Subscription = z.object({
  id: z.string(), handle: z.string().nullable(), name: z.string(), dollars: z.number(), status: z.enum(["PENDING", "ACTIVE", "DECLINED", "EXPIRED", "FROZEN", "CANCELLED"]), test: z.boolean(),
  trialDays: z.number(), createdAt: z.number(), periodEnd: z.number(), cancelAtEnd: z.boolean(), returnUrl: z.string(),
});
export type Subscription = z.output<typeof Subscription>;
export const Counter = z.object({ id: z.string(), value: z.number() });

export const Mark = z.object({ id: z.string() });

/** Documents of one kind: read from memory, every change written to PostgreSQL before it is answered. */
export interface Docs<T> {
  get(id: string): T | undefined;
  all(): T[];
  put(id: string, doc: T): Promise<void>;
  /** Many at once, as they are. */
  putAll(docs: readonly (T & { readonly id: string })[]): Promise<void>;
  remove(id: string): Promise<void>;
  removeAll(): Promise<void>;
}

/** What stays when the shop is forgotten: the app stays connected, numbers are never given again, and providers are no part of the shop. */
const KEPT: readonly string[] = ["token", "counter", "charge", "task", "kms-key", "subscription"];

/** The shop's whole state. */
export interface State {
  readonly products: Docs<Product>;
  readonly media: Docs<Media>;
  readonly collections: Docs<z.output<typeof Collection>>;
  readonly definitions: Docs<Definition>;
  readonly operations: Docs<Operation>;
  /** What is under way and must not be taken for done after a kill. */
  readonly marks: Docs<z.output<typeof Mark>>;
  readonly tokens: Docs<Token>;
  readonly subscriptions: Docs<Subscription>;
  readonly uploads: Docs<z.output<typeof Upload>>;
  readonly deliveries: Docs<Delivery>;
  /** Not the shop's: what was encrypted under them lies in the app's database. */
  readonly kmsKeys: Docs<KmsKey>;
  readonly charges: Docs<Charge>;
  readonly tasks: Docs<Task>;
  /** The next number of a series, never given twice. */
  next(series: string): Promise<number>;
  /** Forgets the shop, and what is the shop's alone: see KEPT. */
  clear(): Promise<void>;
  /** Runs changes one after the other, so that none is lost between reading a document and writing it. */
  exclusive<T>(change: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the state and reads what an earlier process left. */
export async function openState(databaseUrl: string): Promise<State> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on("error", () => undefined);
  await pool.query("create table if not exists sandbox_doc (kind text, id text, seq bigint generated always as identity, doc jsonb not null, primary key (kind, id))");
  const { rows } = await pool.query<{ kind: string; id: string; doc: unknown }>("select kind, id, doc from sandbox_doc order by seq");
  const clears = new Map<string, () => void>();
  const docsOf = <T>(kind: string, schema: { parse(doc: unknown): T }): Docs<T> => {
    const docs = new Map(rows.filter((row) => row.kind === kind).map(({ id, doc }) => [id, schema.parse(doc)]));
    clears.set(kind, () => docs.clear());
    return {
      get: (id) => docs.get(id),
      all: () => [...docs.values()],
      put: async (id, doc) => {
        docs.set(id, doc);
        await pool.query("insert into sandbox_doc (kind, id, doc) values ($1, $2, $3) on conflict (kind, id) do update set doc = excluded.doc", [kind, id, JSON.stringify(doc)]);
      },
      putAll: async (many) => {
        for (const doc of many) docs.set(doc.id, doc);
        await pool.query("insert into sandbox_doc (kind, id, doc) select $1, doc->>'id', doc from jsonb_array_elements($2::jsonb) doc on conflict (kind, id) do update set doc = excluded.doc", [kind, JSON.stringify(many)]);
      },
      remove: async (id) => {
        docs.delete(id);
        await pool.query("delete from sandbox_doc where kind = $1 and id = $2", [kind, id]);
      },
      removeAll: async () => {
        docs.clear();
        await pool.query("delete from sandbox_doc where kind = $1", [kind]);
      },
    };
  };
  const counters = docsOf("counter", Counter);
  const products = docsOf("product", Product);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    products: { ...products, put: (id, doc) => products.put(id, { ...doc, updatedAt: new Date().toISOString() }) }, operations: docsOf("operation", Operation), marks: docsOf("mark", Mark), media: docsOf("media", Media), collections: docsOf("collection", Collection), definitions: docsOf("definition", Definition),
    tokens: docsOf("token", Token), subscriptions: docsOf("subscription", Subscription), uploads: docsOf("upload", Upload), deliveries: docsOf("delivery", Delivery), kmsKeys: docsOf("kms-key", KmsKey),
    charges: docsOf("charge", Charge), tasks: docsOf("task", Task),
    next: async (series) => {
      const value = (counters.get(series)?.value ?? 1000) + 1;
      await counters.put(series, { id: series, value });
      return value;
    },
    clear: async () => {
      for (const [kind, clear] of clears) if (!KEPT.includes(kind)) clear();
      await pool.query("delete from sandbox_doc where kind <> all($1)", [KEPT]);
    },
    exclusive: (change) => {
      const done = queue.then(change);
      queue = done.catch(() => undefined);
      return done;
    },
    close: () => pool.end(),
  };
}
