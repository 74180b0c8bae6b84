import { useEffect, useState } from "react";
import type { FieldView } from "#app/core/skill/fields.ts";
import { draftOf, valueOf, type Draft } from "./settings-field.tsx";

/** The skill as far as its settings go. */
interface Settings {
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly nodes: readonly { readonly id: string; readonly fields: readonly FieldView[] }[];
}

/** Settings while they are edited. */
export interface SkillDraft {
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly description: string;
  readonly setDescription: (description: string) => void;
  readonly get: (node: string, field: FieldView) => Draft;
  readonly set: (node: string, field: string, draft: Draft) => void;
  /** Whether a path as the server names it ("node.field", "name" or "description") is a field of this form. */
  readonly has: (path: string) => boolean;
  readonly dirty: boolean;
  readonly changes: () => Record<string, Record<string, string | number | boolean | string[]>>;
  readonly discard: () => void;
}

/** Keeps what was typed until it is saved or discarded; a new revision from the server starts afresh. */
export function useSkillDraft({ name: savedName, description: savedDescription, revision, nodes }: Settings): SkillDraft {
  const [name, setName] = useState(savedName);
  const [description, setDescription] = useState(savedDescription);
  const [edits, setEdits] = useState<Readonly<Record<string, Draft>>>({});
  const discard = () => { setName(savedName); setDescription(savedDescription); setEdits({}); };
  useEffect(() => { setName(savedName); setDescription(savedDescription); setEdits({}); }, [revision, savedName, savedDescription]);
  const edited = nodes.flatMap(({ id, fields }) => fields.flatMap((field) => {
    const draft = edits[`${id}.${field.name}`];
    return draft === undefined || draft === draftOf(field) ? [] : [{ id, field, draft }];
  }));
  return {
    name, setName, description, setDescription, discard, dirty: edited.length > 0 || name !== savedName || description !== savedDescription,
    get: (node, field) => edits[`${node}.${field.name}`] ?? draftOf(field),
    set: (node, field, draft) => setEdits((now) => ({ ...now, [`${node}.${field}`]: draft })),
    has: (path) => path === "name" || path === "description" || nodes.some(({ id, fields }) => fields.some((field) => path === `${id}.${field.name}`)),
    changes: () => {
      const params: Record<string, Record<string, string | number | boolean | string[]>> = {};
      for (const { id, field, draft } of edited) params[id] = { ...params[id], [field.name]: valueOf(field, draft) };
      return params;
    },
  };
}
