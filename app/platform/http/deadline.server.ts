import { LineError } from "#app/core/line-error.ts";

/** One limit of time for everything of an exchange. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal was aborted, in words. */
  why(): string;
  /** Ends it: nothing runs on, nobody is listened to any more. */
  end(): void;
}

/** A deadline in ms, which comes early if one of the signals is aborted. */
export function deadlineOf(ms: number, signals: readonly (AbortSignal | undefined)[]): Deadline {
  const control = new AbortController();
  let why = "";
  const stop = (reason: string) => {
    why = reason;
    control.abort(new LineError("lost", reason));
  };
  const stopped = () => stop("The request was stopped on our side.");
  const timer = setTimeout(() => stop(`No whole answer came within ${Math.round(ms / 100) / 10} s.`), ms);
  const heard = signals.filter((signal) => signal !== undefined);
  for (const signal of heard) {
    if (signal.aborted) stopped();
    else signal.addEventListener("abort", stopped, { once: true });
  }
  return {
    signal: control.signal, why: () => why,
    end: () => {
      clearTimeout(timer);
      for (const signal of heard) signal.removeEventListener("abort", stopped);
    },
  };
}
