import { useEffect, useRef } from "react";
import { metafieldName } from "#app/core/metafield.ts";
import { namedMetafields } from "#app/core/skill/named-metafields.ts";
import { useEditorState, type Editor } from "./store.ts";
import type { ShopSamples } from "./types.ts";

/** Reads some products of the shop with these metafields (namespace.key); null where the shop does not answer. */
export type ReadShop = (metafields: readonly string[]) => Promise<ShopSamples | null>;

/** Reads what prompts are held against once the builder is drawn, and again when one mentions a metafield of the shop that was not asked for yet. The builder does not wait for it. */
export function useShopSamples(editor: Editor, read: ReadShop): void {
  const asked = useRef<ReadonlySet<string> | null>(null);
  const graph = useEditorState((state) => state.history.present.graph);
  const shop = useEditorState((state) => state.shop);
  useEffect(() => {
    const named = namedMetafields(graph);
    const before = asked.current;
    // What is still being typed is no metafield of the shop's: nothing is asked at each letter.
    const there = new Set(shop.metafields.map((one) => metafieldName(one)));
    if (before && !named.some((name) => !before.has(name) && there.has(`product.metafields.${name}`))) return;
    const wanted = new Set([...(before ?? []), ...named]);
    asked.current = wanted;
    void read([...wanted]).then((answer) => { if (answer && asked.current === wanted) editor.sample(answer); });
    // `read` is another function at each drawing and always asks the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, graph, shop.metafields]);
}
