import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { Model } from "#app/core/model.ts";
import type { Provider } from "#app/core/provider.ts";

/** The provider of a model. Throws model_ended where the model was switched off or its provider is not of this release. */
export function providerOf(at: Pick<WorkspaceContext, "providers">, model: Model): Provider {
  const provider = at.providers.get(model.provider);
  if (!provider || model.status === "ended") throw new AppError("model_ended", `no provider for ${model.id}`);
  return provider;
}
