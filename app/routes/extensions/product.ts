import type { LoaderFunctionArgs } from "@remix-run/node";
import { productImages } from "#app/features/reviews/product-images.server.ts";
import { answerExtension } from "./edge.server.ts";
import { outputAnswer } from "./output-answer.server.ts";
import { ProductId } from "./product-ids.ts";

/** What was made of a product. */
export const loader = ({ request }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const { newest, awaiting, lastRun } = await productImages(at, { productId: ProductId.parse(new URL(request.url).searchParams.get("id")) });
  return { newest: newest.map(outputAnswer), awaiting, lastRun };
});
