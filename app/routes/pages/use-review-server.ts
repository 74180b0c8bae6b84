import { useMemo, useRef } from "react";
import { z } from "zod";
import { useHost, type Host } from "#app/ui/host.tsx";
import type { ReviewServer, Told } from "#app/ui/review-server.ts";
import { useBase } from "#app/ui/use-base.ts";

const Failed = z.object({ ok: z.literal(false), error: z.object({ say: z.string() }) });
const done = <S extends z.ZodType>(result: S) => z.union([z.object({ ok: z.literal(true), result }), Failed]);

const Picture = z.object({ small: z.string(), medium: z.string(), large: z.string(), full: z.string(), width: z.number(), height: z.number() });
const Image = z.object({
  id: z.uuid(), runId: z.uuid(), runNumber: z.number(), skillName: z.string(), version: z.number(), productId: z.string(), productTitle: z.string(), place: z.number(), of: z.number(),
  image: Picture, before: Picture.nullable(), state: z.enum(["awaiting", "approved", "rejected", "expired"]), altText: z.string(), altOnly: z.boolean(), fileName: z.string(),
  expiresAt: z.string().nullable(), publishedAt: z.string().nullable(), costMicros: z.number().nullable(), assignedTo: z.string().nullable(), redos: z.number(), redoing: z.boolean(), comments: z.number(),
});
const Page = done(z.object({ outputs: z.array(Image) }));
const Marks = done(z.object({ marks: z.array(Image.pick({ id: true, state: true, expiresAt: true, publishedAt: true, redos: true })) }));
const Refused = z.array(z.object({ id: z.string(), why: z.string() }));
const Detail = done(z.object({
  candidates: z.array(Image), comments: z.array(z.object({ id: z.uuid(), text: z.string(), memberId: z.string().nullable(), at: z.string() })),
  redos: z.array(z.object({ itemId: z.uuid(), runId: z.uuid(), number: z.number(), over: z.boolean(), done: z.boolean(), say: z.string().nullable() })), redoMicros: z.number().nullable(), noRedo: z.string().nullable(),
}));
const Quote = done(z.object({ possible: z.number(), maximumMicros: z.number(), refused: Refused }));
const Redone = done(z.object({ started: z.array(z.string()), refused: Refused }));
const Assigned = done(z.object({ assigned: z.number() }));
const Said = done(z.object({ commentId: z.uuid() }));

/** Images of one request. */
const AT_ONCE = 500;
const SILENT = "The server gave no answer that can be read. Try again.";

/** What review asks of the server, each answer checked. `filter` is the list's, as it stands in the address. */
export function useReviewServer(filter: string): ReviewServer {
  const host = useHost();
  const address = `${useBase()}/review/data`;
  // The host is another object at each drawing and always the same surface.
  const now = useRef(host);
  now.current = host;
  return useMemo((): ReviewServer => {
    const send = <T,>(body: object, schema: Answer<T>) => ask(now.current, address, body, schema);
    return {
      read: async ({ from, until, since, keep }) => {
        const query = new URLSearchParams(filter);
        for (const [name, value] of Object.entries({ from, until, since, keep: keep.join(",") })) if (value) query.set(name, value);
        const answer = await ask(now.current, `${address}?${query.toString()}`, undefined, Page);
        return answer.ok ? { ok: true, result: answer.result.outputs } : answer;
      },
      all: async () => {
        const answer = await ask(now.current, `${address}?${filter}${filter ? "&" : ""}all=1`, undefined, Marks);
        return answer.ok ? { ok: true, result: answer.result.marks } : answer;
      },
      detail: (id) => ask(now.current, `${address}?output=${id}`, undefined, Detail),
      quote: (ids) => send({ do: "quote", ids }, Quote),
      redo: (redos, note) => send({ do: "redo", redos, note }, Redone),
      assign: async (ids, memberId) => {
        let assigned = 0;
        for (let from = 0; from < ids.length; from += AT_ONCE) {
          const answer = await send({ do: "assign", ids: ids.slice(from, from + AT_ONCE), memberId }, Assigned);
          if (!answer.ok) return answer;
          assigned += answer.result.assigned;
        }
        return { ok: true, result: { assigned } };
      },
      comment: (outputId, text) => send({ do: "comment", outputId, text }, Said),
    };
  }, [address, filter]);
}

type Answer<T> = z.ZodType<{ readonly ok: true; readonly result: T } | z.output<typeof Failed>>;

async function ask<T>(host: Host, address: string, body: object | undefined, schema: Answer<T>): Promise<Told<T>> {
  try {
    const response = await host.fetch(address, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const answer = schema.safeParse(await response.json()).data;
    return answer === undefined ? { ok: false, say: SILENT } : answer.ok ? answer : { ok: false, say: answer.error.say };
  } catch {
    return { ok: false, say: SILENT };
  }
}
