import { useState } from "react";
import { GraphCard } from "./graph-picture.tsx";
import type { GraphEdge, GraphNode } from "./graph-shape.ts";
import { Page } from "./kit.tsx";
import { Card, Facts, Quiet, Section, Split } from "./layout.tsx";
import { BeforeAfter, type PictureSource } from "./picture.tsx";
import { PlanNote, planLabel } from "./plan-room.tsx";
import { FieldError } from "./states.tsx";
import type { MakeSkill } from "./template-gallery.tsx";
import { needWords, type Template } from "./template-tile.tsx";

const NONE: ReadonlyMap<string, PictureSource> = new Map();

/** One template: what it makes of a photo, what it needs and costs, and how it works. */
export function TemplatePage({ template, busy, mayEdit, room, error, onMake }: MakeSkill & { readonly template: Template & { readonly description: string; readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[]; readonly asks: readonly string[] } }) {
  const [selected, setSelected] = useState<string | null>(null);
  const { id, name, line, description, before, after, needs, nodes, edges, asks } = template;
  const { key, cost } = needWords(needs);
  return (
    <Page
      title={name} back={{ label: "Back to Templates", to: "skills/templates" }} note={mayEdit ? undefined : "Only builders and the owner make skills"}
      primary={{ label: planLabel("Use template", room), busy, disabled: !mayEdit || room.full, onAction: () => onMake("use", id) }} secondary={[{ label: planLabel("Duplicate and edit", room), disabled: !mayEdit || busy || room.full, onAction: () => onMake("edit", id) }]}
    >
      {mayEdit ? <PlanNote room={room} /> : null}
      {error ? <FieldError>{error}</FieldError> : null}
      <Split
        side={336} besideFirst
        beside={(
          <Card title={line} flush>
            <BeforeAfter before={before} after={after} name={name} />
            <Section><Quiet>{description}</Quiet></Section>
            <Section><Facts facts={[{ label: "Needs", value: key }, { label: "Expected cost", value: cost }, { label: "Asks for", value: ["Products", ...asks].join(", ") }]} /></Section>
            <Section><Quiet small>Using it publishes version 1, ready to run. Duplicate and edit makes a draft that you change first.</Quiet></Section>
          </Card>
        )}
      >
        <GraphCard note="From left to right" nodes={nodes} edges={edges} selected={selected} marked={new Set()} pictures={NONE} onSelect={setSelected} />
      </Split>
    </Page>
  );
}
