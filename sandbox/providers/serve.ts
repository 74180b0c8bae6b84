import { randomUUID } from "node:crypto";
import type { Parts } from "../parts.ts";
import { answerInstead, damaged } from "./damage.ts";
import { readKey } from "./keys.ts";
import { takeTurn } from "./limits.ts";
import { Refused, type Provider } from "./provider.ts";

/** Answers a request to a provider: the operation, the key, what goes wrong, the limits, then the work. */
export async function serveProvider(parts: Parts, provider: Provider, request: Request, url: URL): Promise<Response> {
  const { errors } = provider;
  const path = url.pathname.slice(provider.base.length);
  const operation = provider.operations.find((one) => one.method === request.method && one.path.test(path));
  const found = operation?.path.exec(path);
  if (!operation || !found) return errors.invalid(`Unknown request: ${request.method} ${path}. This sandbox knows ${provider.operations.map(({ method, says }) => `${method} ${says}`).join(", ")}.`, 404);
  const sent = provider.keyIn(request);
  if (!sent) return errors.noKey();
  const key = readKey(provider.name, sent);
  if (!key) return errors.badKey(sent);
  const fault = await parts.faults.rule(provider.name, provider.nameOf?.(operation, url) ?? operation.name);
  const instead = fault ? answerInstead(fault, errors, sent) : undefined;
  if (instead) return instead;
  if (operation.paid && key.noQuota) return errors.noQuota();
  const turn = operation.paid ? takeTurn(parts, key) : undefined;
  if (turn && turn.waitMs > 0) return errors.rateLimited(Math.ceil(turn.waitMs / 1000));
  const requestId = `req_${randomUUID().replaceAll("-", "")}`;
  const response = await operation.run({ parts, request, url, key, requestId, fault }, found).catch((error: unknown) => {
    if (error instanceof Refused) return error.response;
    throw error;
  });
  const limit = parts.settings.requestsPerMinute;
  for (const [name, value] of Object.entries(provider.headers({ requestId, limit, left: turn?.left ?? limit, resetMs: turn?.resetMs ?? 0 }))) response.headers.set(name, value);
  return fault ? damaged(fault, response) : response;
}
