import { z } from "zod";
import type { Publish } from "#app/canvas/builder-bar.tsx";
import type { Draft } from "#app/canvas/types.ts";
import { TestsView, TestView } from "#app/canvas/test-view.ts";
import type { TestServer } from "#app/canvas/tester.ts";
import type { Save } from "#app/canvas/use-autosave.ts";
import type { ReadShop } from "#app/canvas/use-shop-samples.ts";
import type { ReadVersion } from "#app/canvas/versions-panel.tsx";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { useHost, type Host } from "#app/ui/host.tsx";
import { useBase } from "#app/ui/use-base.ts";

const Failed = z.object({ ok: z.literal(false), error: z.object({ say: z.string() }) });
const done = <S extends z.ZodType>(result: S) => z.union([z.object({ ok: z.literal(true), result }), Failed]);

const Saved = done(z.union([
  z.object({ revision: z.int() }),
  z.object({ other: z.object({ revision: z.int(), name: z.string(), graph: SkillGraph, savedAt: z.string(), byAnother: z.boolean() }) }),
]));
const Published = done(z.object({ number: z.int(), warnings: z.array(z.object({ code: z.string() })).transform((warnings) => warnings.length) }));
const Copied = done(z.object({ skillId: z.uuid() }));
const Version = done(z.object({ version: z.object({ name: z.string(), graph: SkillGraph }) }));
const Samples = done(z.object({ samples: z.array(z.object({ id: z.string(), title: z.string(), photo: z.string().nullable(), values: z.record(z.string(), z.string()) })), metafields: z.array(z.object({ namespace: z.string(), key: z.string(), name: z.string(), type: z.string() })) }));

const Tests = done(TestsView);
const Tested = done(z.object({ runId: z.uuid() }));
const Told = done(TestView);
const Pinned = done(z.object({ assetId: z.uuid() }));
const Products = done(z.object({ products: z.array(z.object({ id: z.string(), title: z.string(), photo: z.string().nullable(), photoCount: z.number() })) }));

const SILENT = "The server gave no answer that can be read. Your change is kept here; it is saved as soon as the server answers again.";

/** What the builder asks of the server, each answer checked. */
export function useBuilderServer(skillId: string): {
  readonly readShop: ReadShop;
  readonly save: Save;
  readonly publish: Publish;
  readonly keepCopy: (draft: Draft) => Promise<string | null>;
  readonly readVersion: ReadVersion;
  readonly tests: TestServer;
} {
  const host = useHost();
  const address = `${useBase()}/skills/${skillId}/builder`;
  return {
    readShop: async (metafields) => {
      const answer = await ask(host, `${address}?metafields=${encodeURIComponent(metafields.join(","))}`, undefined, Samples);
      return answer?.ok ? answer.result : null;
    },
    save: ({ name, graph }, revisions) => told(host, address, { do: "save", name, graph, ...revisions }, { schema: Saved, silent: SILENT }),
    publish: (note) => told(host, address, { do: "publish", note }, { schema: Published, silent: SILENT }),
    keepCopy: async ({ name, graph }) => {
      const answer = await ask(host, address, { do: "copy", name, graph }, Copied);
      return answer?.ok ? answer.result.skillId : null;
    },
    tests: testServer(host, address),
    readVersion: async (id) => {
      const answer = await ask(host, `${address}?version=${id}`, undefined, Version);
      return answer?.ok ? answer.result.version : null;
    },
  };
}

/** What live tests ask. */
function testServer(host: Host, address: string): TestServer {
  const silent = "The server gave no answer that can be read. Try again.";
  return {
    newest: async () => {
      const answer = await ask(host, `${address}?tests=newest`, undefined, Tests);
      return answer?.ok ? answer.result : null;
    },
    start: (order) => told(host, address, { do: "test", ...order }, { schema: Tested, silent }),
    answer: (decided) => told(host, address, { do: "answer-test", ...decided }, { schema: Told, silent }),
    settle: (decided) => told(host, address, { do: "settle-test", ...decided }, { schema: Told, silent }),
    stop: (runId) => told(host, address, { do: "stop-test", runId }, { schema: Told, silent }),
    pin: (of) => told(host, address, { do: "pin", ...of }, { schema: Pinned, silent }),
    products: async (by) => {
      const answer = await ask(host, `${address}?${"ids" in by ? `ids=${encodeURIComponent(by.ids.join(","))}` : `products=${encodeURIComponent(by.search)}`}`, undefined, Products);
      return answer?.ok ? answer.result.products.map(({ photoCount, ...product }) => ({ ...product, photos: photoCount })) : [];
    },
  };
}

/** What the server did, or the sentence of why not; `silent` is said where its answer cannot be read. */
async function told<T>(host: Host, address: string, body: unknown, { schema, silent }: { readonly schema: z.ZodType<{ readonly ok: true; readonly result: T } | z.output<typeof Failed>>; readonly silent: string }): Promise<T | { readonly error: string }> {
  const answer = await ask(host, address, body, schema);
  return answer === null ? { error: silent } : answer.ok ? answer.result : { error: answer.error.say };
}

/** Asks the server; null where the answer is none of ours. */
async function ask<S extends z.ZodType>(host: Host, address: string, body: unknown, schema: S): Promise<z.output<S> | null> {
  try {
    const response = await host.fetch(address, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    return schema.safeParse(await response.json()).data ?? null;
  } catch {
    return null;
  }
}
