const REDACTED = "[secret]";

/**
 * A value that must never be printed: every way to turn it into text gives `[secret]`. `reveal` is
 * called only where the value is used, and a lint rule keeps the list of those files short.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
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
