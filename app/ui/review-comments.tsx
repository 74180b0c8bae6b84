import { useState } from "react";
import { Button, TextField } from "./kit.tsx";
import type { Comment, Reviewer } from "./review-server.ts";
import { When } from "./when.tsx";

/** Characters of a comment. */
const MOST = 2_000;

/** What was said of an image, in the order in which it was said, and a field to say something. */
export function ReviewComments({ comments, reviewers, busy, onSay }: { readonly comments: readonly Comment[]; readonly reviewers: readonly Reviewer[]; readonly busy: boolean; readonly onSay: (text: string) => Promise<boolean> }) {
  const [text, setText] = useState("");
  const say = async () => { if (text.trim() !== "" && await onSay(text)) setText(""); };
  const who = (id: string | null) => reviewers.find((one) => one.id === id)?.label ?? "Somebody who left";
  return (
    <section className="pc-comments" aria-label="Comments">
      <h2 className="pc-h2">{comments.length === 0 ? "Comments" : `Comments, ${comments.length}`}</h2>
      <ol>{comments.map(({ id, text: said, memberId, at }) => <li key={id}><p className="pc-small"><strong>{who(memberId)}</strong>{", "}<When at={at} /></p><p className="pc-comment-text">{said}</p></li>)}</ol>
      <div id="review-comment"><TextField label="Comment" rows={2} maxLength={MOST} value={text} onChange={setText} /></div>
      <Button busy={busy} disabled={text.trim() === ""} onAction={() => void say()}>Comment</Button>
    </section>
  );
}
