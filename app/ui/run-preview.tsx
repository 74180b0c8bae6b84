import { useState } from "react";
import { atMost, NO_COST, spent } from "./format.ts";
import { Badge, Button, Link, Select } from "./kit.tsx";
import { Card, Quiet, Row, Stack } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { FieldError } from "./states.tsx";

/** The preview's one item as the database has it. */
export interface PreviewItem {
  readonly runId: string;
  readonly title: string;
  readonly photo: string | null;
  readonly state: string;
  readonly say: string | null;
  readonly output: PictureSource | null;
  readonly altText: string | null;
  /** Micro-dollars; null for what buys nothing. */
  readonly spentMicros: number | null;
}

/** One product before a run: what it costs at most stands on the button, and the result beside the photo. */
export function RunPreview({ products, maximumMicros, item, working, blocked, error, onStart }: {
  readonly products: readonly { readonly id: string; readonly title: string; readonly photo: string | null }[];
  /** What the preview costs at most; 0 for a skill that buys nothing. */
  readonly maximumMicros: number;
  readonly item: PreviewItem | null;
  readonly working: boolean;
  /** Why it cannot be started now. */
  readonly blocked: string | undefined;
  readonly error: string | null;
  readonly onStart: (productId: string) => void;
}) {
  const usable = products.filter(({ photo }) => photo !== null);
  const [wanted, setWanted] = useState("");
  const product = usable.find(({ id }) => id === wanted) ?? usable[0];
  const price = maximumMicros === 0 ? NO_COST.toLowerCase() : `costs at most ${atMost(maximumMicros)}`;
  return (
    <Card title="Preview" note={`One product, exactly as the run would make it: ${price}`}>
      <Stack>
        <Row>
          {usable.length > 1 ? <Select label="Product to preview" labelHidden value={product?.id ?? ""} options={usable.map(({ id, title }) => ({ value: id, label: title }))} onChange={setWanted} /> : null}
          <Button icon="play" onAction={() => { if (product) onStart(product.id); }} disabled={!product || blocked !== undefined} busy={working}>Preview on one product</Button>
          {blocked ? <Quiet small>{blocked}</Quiet> : null}
        </Row>
        {error ? <FieldError>{error}</FieldError> : null}
        {item ? <Result item={item} /> : null}
      </Stack>
    </Card>
  );
}

const WORDS: Readonly<Record<string, { readonly tone: "info" | "success" | "warning" | "critical"; readonly word: string }>> = {
  queued: { tone: "info", word: "Queued" }, running: { tone: "info", word: "Being made" }, waiting: { tone: "warning", word: "Waits" }, done: { tone: "success", word: "Done" },
  failed: { tone: "critical", word: "Failed" }, uncertain: { tone: "warning", word: "Uncertain" }, cancelled: { tone: "warning", word: "Cancelled" }, expired: { tone: "warning", word: "Expired" },
};

function Result({ item: { runId, title, photo, state, say, output, altText, spentMicros } }: { readonly item: PreviewItem }) {
  const { tone, word } = WORDS[state] ?? { tone: "info", word: state };
  return (
    <>
      <div className="pc-preview">
        <Picture image={photo} alt={`Photo of ${title}`} size={320} />
        {output ? <Picture image={output} alt={`Preview of ${title}`} size={320} /> : <span className="pc-picture pc-no-picture">{state === "done" ? "No image" : state === "queued" || state === "running" ? "Being made" : "Not made"}</span>}
      </div>
      <div role="status"><Row><Badge tone={tone}>{word}</Badge><span>{say ?? (state === "done" ? `${title}, ${spentMicros === null ? NO_COST.toLowerCase() : `cost ${spent(spentMicros)}`}` : title)}</span></Row></div>
      {state === "done" && altText ? <Quiet small>{`Alt text: ${altText}`}</Quiet> : null}
      {state === "done" ? <Quiet small>It waits for review with the others. A run of this version takes it over where nothing was changed, and does not buy it again.</Quiet> : null}
      <Link to={`runs/${runId}`}>Open the preview’s own page</Link>
    </>
  );
}
