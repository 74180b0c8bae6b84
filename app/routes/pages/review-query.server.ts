import { ReviewFilter } from "#app/features/reviews/review-filter.ts";

/** The filter that stands in an address; what is none is left out. */
export function filterIn(url: URL): ReviewFilter {
  const { searchParams: params } = url;
  return ReviewFilter.parse({ state: params.get("state"), run: params.get("run"), model: params.get("model"), product: params.get("product") ?? "", cost: params.get("cost"), mine: params.get("mine") === "1" });
}
