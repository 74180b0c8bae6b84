import type { Answer, Finished, NodeContext } from "../../app/core/node.ts";
import type { ImageMeasure } from "../../app/core/image/measure.ts";
import { storedImage } from "../../app/core/image/recipe.ts";
import type { ApprovalRequest, ImageOrder, PersonDecision, TextOrder } from "../../app/core/node.ts";
import { AppError } from "../../app/core/errors.ts";
import type { Product } from "../../app/core/product.ts";

/** A product with two photos. */
export const PRODUCT: Product = {
  id: "gid://shopify/Product/1", title: "Alba Vase", handle: "alba-vase", vendor: "Studio Nord", type: "Ceramics", status: "ACTIVE", tags: [], description: "",
  metafields: {}, photos: [{ id: "m1", url: "https://cdn.example/1.jpg", alt: null, width: 10, height: 10 }, { id: "m2", url: "https://cdn.example/2.jpg", alt: null, width: 10, height: 10 }],
};

/** A node's world for tests; what it finishes and orders is collected. */
export function nodeContext(options: { product?: Product; answer?: Answer; assets?: Readonly<Record<string, string>>; folders?: Readonly<Record<string, readonly string[]>>; mentioned?: Readonly<Record<string, string>>; text?: string; measure?: ImageMeasure; decision?: PersonDecision } = {}): NodeContext & { readonly finished: Finished[]; readonly orders: (ImageOrder | TextOrder)[]; readonly asked: ApprovalRequest[] } {
  const finished: Finished[] = [];
  const orders: (ImageOrder | TextOrder)[] = [];
  const asked: ApprovalRequest[] = [];
  return {
    finished, orders, asked, signal: AbortSignal.timeout(1000), product: options.product ?? PRODUCT, answer: options.answer, mentioned: options.mentioned ?? {}, turn: 0,
    edit: (operation, ...inputs) => ({ kind: "operation", at: "node", operation, inputs }),
    measure: async () => {
      if (!options.measure) throw new Error("the test gives no figures");
      return options.measure;
    },
    asset: async (id) => {
      const hash = options.assets?.[id];
      if (!hash) throw new AppError("missing_asset", "no asset");
      return { name: id, image: storedImage(hash) };
    },
    folder: async (name, most) => (options.folders?.[name] ?? []).slice(0, most).map((hash) => ({ name: hash, image: storedImage(hash) })),
    buyImage: async (order) => { orders.push(order); return storedImage("bought"); },
    buyText: async (order) => { orders.push(order); return options.text ?? "bought text"; },
    decide: async (request) => {
      asked.push(request);
      return options.decision ?? { approved: true, text: request.text };
    },
    finish: (output) => { finished.push(output); },
  };
}
