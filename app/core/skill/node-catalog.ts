import type { CheckedNode, NodeSpec } from "../node.ts";
import { checkerOf, type SettingIssue } from "../settings.ts";

/** Where nodes are looked up; the registry of nodes/ is one, and the canvas makes one of specs. */
export interface NodeCatalog {
  get(type: string): CheckedNode | undefined;
}

/** A catalog of specs as they came over the wire. A schema is read when a node of its type is first checked. */
export function catalogOf(specs: readonly NodeSpec[]): NodeCatalog {
  const byType = new Map(specs.map((spec): [string, CheckedNode] => {
    let check: ((params: unknown) => readonly SettingIssue[]) | undefined;
    return [spec.type, { ...spec, check: (params) => (check ??= checkerOf(spec.schema))(params) }];
  }));
  return { get: (type) => byType.get(type) };
}
