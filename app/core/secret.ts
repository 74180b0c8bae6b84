const REDACTED = "[secret]";

/**
 * A value that must never be printed: every way to turn it into text gives `[secret]` (Node's
 * printer asks for the well-known symbol below). `reveal` is called only where the value is used, and a
 * lint rule keeps the list of those files short.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Whether it has a form, without showing it. */
  matches(pattern: RegExp): boolean {
    return pattern.test(this.#value);
  }

  /** What a person knows it by. Too little to use, too short a secret shows nothing. */
  lastFour(): string {
    return this.#value.length >= 12 ? this.#value.slice(-4) : "";
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
