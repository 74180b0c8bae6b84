import { useEffect, useState } from "react";
import { atMost, count } from "./format.ts";
import { Dialog, Select, TextField } from "./kit.tsx";
import { Quiet } from "./layout.tsx";
import type { Marked } from "./review-model.ts";
import type { Reviewer, ReviewServer } from "./review-server.ts";
import { FieldError } from "./states.tsx";

/** Makes several images once more: what is to be different, and what all of them cost at most. */
export function RedoDialog({ images, server, onClose, onDone }: { readonly images: readonly Marked[]; readonly server: ReviewServer; readonly onClose: () => void; readonly onDone: (started: readonly string[]) => void }) {
  const [note, setNote] = useState("");
  const [quote, setQuote] = useState<{ readonly possible: number; readonly maximumMicros: number; readonly refused: readonly { readonly why: string }[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void server.quote(images.map(({ id }) => id)).then((answer) => { if (!gone) { if (answer.ok) setQuote(answer.result); else setError(answer.say); } });
    return () => { gone = true; };
    // Once for a dialog: the images are those that were chosen when it opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const go = async () => {
    setBusy(true);
    const answer = await server.redo(images.map(({ id, redos }) => ({ id, seen: redos })), note);
    setBusy(false);
    if (!answer.ok) return setError(answer.say);
    onDone(answer.result.started);
  };
  const reasons = [...new Set(quote?.refused.map(({ why }) => why) ?? [])];
  return (
    <Dialog open title={`Redo ${count(images.length, "image")}`} onClose={onClose} action={{ label: quote === null ? "Redo" : `Redo, up to ${atMost(quote.maximumMicros)}`, busy, disabled: quote === null || quote.possible === 0, onAction: () => void go() }}>
      <TextField label="Note for redo" placeholder="For example: more light from the left" rows={2} maxLength={500} value={note} onChange={setNote} />
      {quote !== null && quote.refused.length > 0 ? <Quiet small>{`${count(quote.refused.length, "image is", "images are")} left out. ${reasons.join(" ")}`}</Quiet> : null}
      <Quiet small>Each is made once more beside the one you have; nothing of it is published by itself.</Quiet>
      {error ? <FieldError>{error}</FieldError> : null}
    </Dialog>
  );
}

/** Asks somebody to decide about images. */
export function AssignDialog({ images, reviewers, server, onClose, onDone }: { readonly images: readonly Marked[]; readonly reviewers: readonly Reviewer[]; readonly server: ReviewServer; readonly onClose: () => void; readonly onDone: (memberId: string | null) => void }) {
  const [member, setMember] = useState(reviewers[0]?.id ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    const answer = await server.assign(images.map(({ id }) => id), member || null);
    setBusy(false);
    if (!answer.ok) return setError(answer.say);
    onDone(member || null);
  };
  return (
    <Dialog open title={`Who decides about ${count(images.length, "image")}?`} onClose={onClose} action={{ label: "Assign", busy, onAction: () => void go() }}>
      <Select label="Who decides" value={member} options={[...reviewers.map(({ id, label }) => ({ value: id, label })), { value: "", label: "Anybody" }]} onChange={setMember} />
      <Quiet small>They find these under “Assigned to you”. Others can still decide.</Quiet>
      {error ? <FieldError>{error}</FieldError> : null}
    </Dialog>
  );
}
