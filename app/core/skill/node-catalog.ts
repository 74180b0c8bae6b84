import type { AnyNode } from "../node.ts";

/** Where nodes are looked up; the registry of nodes/ is one. */
export interface NodeCatalog {
  get(type: string): AnyNode | undefined;
}
