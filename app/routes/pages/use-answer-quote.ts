import { useEffect, useRef, useState } from "react";
import { errorOf, useAnswered, useSend, type Outcome } from "#app/ui/use-act.ts";
import type { doRunSetup } from "./run-setup-actions.server.ts";

/** Long enough that a word that is typed is asked about once, ms. */
const PAUSE_MS = 350;

type Done = Awaited<ReturnType<typeof doRunSetup>>;
type Quote = Extract<Done, { did: "quoted" }>["quote"];

/** The action of the pages on which a run is set up. */
export type RunSetupAction = () => Promise<Outcome<Done>>;

/** Answers as they are sent, by the key of the question. */
export type SentAnswers = Record<string, { readonly kind: string; readonly text: string } | { readonly kind: string; readonly hash: string }>;

/** What a product costs with the answers as they stand. */
export interface AnswerQuote extends Quote {
  /** The price of what was answered last is on its way: the figures are of before. */
  readonly counting: boolean;
  /** Why the answers have no price. */
  readonly error: { readonly say: string; readonly field: string | null } | null;
}

/**
 * Asks the server again whenever an answer changes that decides the price. Until it has answered the former
 * figures stay, so that nothing moves, and `counting` says that they are not to be relied on.
 */
export function useAnswerQuote(form: Quote & { readonly versionId: string; readonly pricedBy: readonly string[] }, answers: SentAnswers): AnswerQuote {
  const asked = useSend<RunSetupAction>();
  const deciding = JSON.stringify(form.pricedBy.map((key) => answers[key] ?? null));
  const [known, setKnown] = useState<Quote & { readonly of: string }>(() => ({ each: form.each, keys: form.keys, needsPhoto: form.needsPhoto, of: deciding }));
  const sent = useRef(deciding);
  const send = useRef(() => {});
  send.current = () => {
    sent.current = deciding;
    asked.send({ do: "quote", versionId: form.versionId, answers });
  };
  useAnswered(asked.fetcher.data, (result) => { if (result.did === "quoted") setKnown({ ...result.quote, of: sent.current }); });
  useEffect(() => {
    if (deciding === known.of) return;
    const timer = setTimeout(() => send.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [deciding, known.of]);
  const error = errorOf(asked.fetcher);
  const stale = deciding !== known.of;
  return { each: known.each, keys: known.keys, needsPhoto: known.needsPhoto, counting: stale, error: stale && sent.current === deciding ? error : null };
}
