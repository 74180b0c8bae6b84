import type { DatabaseHandle } from "#app/core/context.ts";
import type { Blind } from "#app/core/privacy/person.ts";
import { receiveWebhooks, type ArrivedWebhook, type SendAsSystem } from "./receive-webhooks.server.ts";

/** So many are written in one commit at most. */
const MOST = 200;

interface Caller {
  readonly webhook: ArrivedWebhook;
  taken(): void;
  failed(error: unknown): void;
}

/**
 * The way of webhooks into the inbox. Each caller waits for a commit that holds its own; those that arrive
 * while one is being written share the next, so that a storm costs few commits and a single one waits for
 * nobody. Where a shared commit fails, each is tried alone: one that cannot be stored must not take others with it.
 */
export function openWebhookDoor(at: { readonly db: DatabaseHandle; readonly blind: Blind }, send: SendAsSystem): (webhook: ArrivedWebhook) => Promise<void> {
  const waiting: Caller[] = [];
  let writing = false;
  const write = async (callers: readonly Caller[]): Promise<void> => {
    try {
      await receiveWebhooks(at, send, callers.map(({ webhook }) => webhook));
      callers.forEach(({ taken }) => taken());
    } catch (error) {
      if (callers.length > 1) for (const caller of callers) await write([caller]);
      else callers.forEach(({ failed }) => failed(error));
    }
  };
  const work = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length) await write(waiting.splice(0, MOST));
    writing = false;
  };
  return (webhook) => new Promise((taken, failed) => {
    waiting.push({ webhook, taken, failed });
    void work();
  });
}
