import { useMemo, useRef } from "react";
import { useHost, type Host } from "#app/ui/host.tsx";
import type { ReviewServer, Told } from "#app/ui/review-server.ts";
import { useBase } from "#app/ui/use-base.ts";
import type { Answer } from "./review-answers.ts";

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
    const send = <T,>(body: object, choose: Choose<T>) => ask(now.current, address, body, choose);
    return {
      read: async ({ from, until, since, keep }) => {
        const query = new URLSearchParams(filter);
        for (const [name, value] of Object.entries({ from, until, since, keep: keep.join(",") })) if (value) query.set(name, value);
        const answer = await ask(now.current, `${address}?${query.toString()}`, undefined, (all) => all.Page);
        return answer.ok ? { ok: true, result: answer.result.outputs } : answer;
      },
      all: async () => {
        const answer = await ask(now.current, `${address}?${filter}${filter ? "&" : ""}all=1`, undefined, (all) => all.Marks);
        return answer.ok ? { ok: true, result: answer.result.marks } : answer;
      },
      detail: (id) => ask(now.current, `${address}?output=${id}`, undefined, (all) => all.Detail),
      quote: (ids) => send({ do: "quote", ids }, (all) => all.Quote),
      redo: (redos, note) => send({ do: "redo", redos, note }, (all) => all.Redone),
      assign: async (ids, memberId) => {
        let assigned = 0;
        for (let from = 0; from < ids.length; from += AT_ONCE) {
          const answer = await send({ do: "assign", ids: ids.slice(from, from + AT_ONCE), memberId }, (all) => all.Assigned);
          if (!answer.ok) return answer;
          assigned += answer.result.assigned;
        }
        return { ok: true, result: { assigned } };
      },
      comment: (outputId, text) => send({ do: "comment", outputId, text }, (all) => all.Said),
    };
  }, [address, filter]);
}

/** The schemas come with the first answer: the page is drawn without them, and they are a fifth of its script. */
const schemas = () => import("./review-answers.ts");
type Choose<T> = (all: Awaited<ReturnType<typeof schemas>>) => Answer<T>;

async function ask<T>(host: Host, address: string, body: object | undefined, choose: Choose<T>): Promise<Told<T>> {
  try {
    const [all, response] = await Promise.all([schemas(), host.fetch(address, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })]);
    const answer = choose(all).safeParse(await response.json()).data;
    return answer === undefined ? { ok: false, say: SILENT } : answer.ok ? answer : { ok: false, say: answer.error.say };
  } catch {
    return { ok: false, say: SILENT };
  }
}
