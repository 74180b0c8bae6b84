import { z } from "zod";
import { own } from "../own.ts";

const KINDS: Readonly<Record<string, string>> = { nodes: "Step", edges: "Connection", notes: "Note", frames: "Frame" };

/** The first thing that keeps a skill's file from being read, in words: which step or connection, which value of it, and what is wrong. */
export function issueWords(error: z.ZodError, raw: unknown): string {
  const [issue] = error.issues;
  if (!issue) return "This file cannot be read.";
  const { where, rest } = placeOf(issue.path, raw);
  return `${where}: ${faultOf(issue, rest.map(String).join("."), at(raw, issue.path))}.`;
}

function placeOf(path: readonly PropertyKey[], raw: unknown): { readonly where: string; readonly rest: readonly PropertyKey[] } {
  const [graph, list, index, ...rest] = path;
  const kind = graph === "graph" ? own(KINDS, String(list)) : undefined;
  if (!kind || typeof index !== "number") return { where: "This skill cannot be read", rest: path };
  const id = at(raw, [graph ?? "", list ?? "", index, "id"]);
  return { where: `${kind} ${index + 1}${typeof id === "string" && id !== "" ? ` (“${id.slice(0, 60)}”)` : ""} cannot be read`, rest };
}

function faultOf(issue: z.core.$ZodIssue, name: string, value: unknown): string {
  const it = name === "" ? "it" : `“${name}”`;
  if (value === undefined) return `${it} is missing`;
  switch (issue.code) {
    case "too_big": return `${it} is ${issue.origin === "string" ? "too long" : "too large"}, at most ${Number(issue.maximum).toLocaleString("en-GB")}`;
    case "too_small": return issue.origin === "string" ? `${it} is empty` : `${it} is too small, at least ${Number(issue.minimum).toLocaleString("en-GB")}`;
    case "invalid_type": return `${it} is not ${issue.expected === "int" ? "a whole number" : `of the kind ${issue.expected}`}`;
    case "invalid_format": return `${it} must begin with a small letter and hold only small letters, digits and hyphens, at most 40`;
    case "invalid_value": return `${it} is none of ${issue.values.map(String).join(", ")}`;
    case "not_multiple_of": case "unrecognized_keys": case "invalid_union": case "invalid_key": case "invalid_element": case "custom": return `${it} is not what it should be`;
  }
}

/** The value at a path; undefined where nothing is there. Own fields only: names come from a file. */
function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, name) => (typeof inside === "object" && inside !== null && Object.hasOwn(inside, name) ? Reflect.get(inside, name) : undefined), value);
}
