import type { CheckedNode, NodeSpec } from "../node.ts";
import { checkerOf, type SettingIssue } from "../settings.ts";

/** Where nodes are looked up; the registry of nodes/ is one, and the canvas makes one of specs. */
export interface NodeCatalog {
  get(type: string): CheckedNode | undefined;
}

/** A catalog of specs as they came over the wire. A schema is read when a node of its type is first checked, and the same settings are checked once. */
export function catalogOf(specs: readonly NodeSpec[]): NodeCatalog {
  const byType = new Map(specs.map((spec): [string, CheckedNode] => [spec.type, { ...spec, check: checkOf(spec) }]));
  return { get: (type) => byType.get(type) };
}

function checkOf({ schema }: NodeSpec): CheckedNode["check"] {
  let checker: CheckedNode["check"] | undefined;
  const known = new WeakMap<object, readonly SettingIssue[]>();
  return (params) => {
    checker ??= checkerOf(schema);
    if (typeof params !== "object" || params === null) return checker(params);
    const issues = known.get(params) ?? checker(params);
    known.set(params, issues);
    return issues;
  };
}
