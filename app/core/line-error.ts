/**
 * How an exchange over a provider's line failed, as far as money is concerned:
 * refused: an address that is not allowed, nothing was sent. unsent: the connection never stood.
 * lost: sent, and no whole answer came. unusable: answered, with a body that is too large or cannot be unpacked.
 */
export type LineFault = "refused" | "unsent" | "lost" | "unusable";

/** The one error that the `fetch` of a ProviderLine throws. The message is for people and holds no address and no header. */
export class LineError extends Error {
  readonly fault: LineFault;

  constructor(fault: LineFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LineError";
    this.fault = fault;
  }
}
