import { Plan, type PlannedProduct } from "../../shared/answers.ts";
import { ask, type Fault } from "../../shared/client.ts";
import { useAsked } from "../../shared/use-asked.ts";

/** What publishing these images would change, as the shop is now; null while it is read, and where there is nothing to publish. */
export function usePlan(outputIds: readonly string[]): { readonly products: readonly PlannedProduct[] | null; readonly fault: Fault | null } {
  const wanted = outputIds.join(",");
  const { value, fault } = useAsked(wanted || null, () => ask(`publications?outputs=${wanted}`, Plan));
  return { products: value?.products ?? null, fault };
}
