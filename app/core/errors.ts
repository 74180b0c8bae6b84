/**
 * Every failure that Piccaso names, in one table: the HTTP status it answers with, whether the same
 * attempt may succeed later without a change by a person, and what the merchant reads.
 * `say` may be replaced by the thrower with a sentence that names the product and the way out.
 */
export const ERRORS = {
  not_signed_in: { status: 401, retryable: false, say: "Open Piccaso from your Shopify admin." },
  not_allowed: { status: 403, retryable: false, say: "Your role does not allow this. Ask the owner of the workspace." },
  not_found: { status: 404, retryable: false, say: "This is not here any more." },
  invalid_input: { status: 422, retryable: false, say: "Check the marked fields." },
  conflict: { status: 409, retryable: false, say: "This was changed meanwhile. Reload to see the newest state." },
  too_large: { status: 413, retryable: false, say: "This is larger than Piccaso accepts." },
  invalid_skill: { status: 422, retryable: false, say: "This skill has problems that must be solved before it can run." },
  no_photo: { status: 422, retryable: false, say: "This product has no photo. Add one in Shopify and try again." },
  missing_answer: { status: 422, retryable: false, say: "A field of the run form has no value." },
  missing_asset: { status: 422, retryable: false, say: "An image of the Asset Library that this skill uses was deleted." },
  image_unreadable: { status: 422, retryable: false, say: "This file is not an image that can be read. Save it again as JPEG, PNG or WebP." },
  image_unsupported: { status: 415, retryable: false, say: "Only JPEG, PNG, WebP and GIF images are accepted." },
  image_too_large: { status: 413, retryable: false, say: "This image has more than 50 megapixels. Make it smaller and try again." },
  image_timeout: { status: 422, retryable: true, say: "This image took too long to process." },
  background_unclear: { status: 422, retryable: false, say: "The background could not be told from the product. Use a photo on a plain background." },
  check_failed: { status: 422, retryable: false, say: "A check of this skill was not passed." },
  address_refused: { status: 422, retryable: false, say: "This address is not allowed." },
  download_failed: { status: 502, retryable: true, say: "The photo could not be fetched. It will be tried again." },
  photo_gone: { status: 422, retryable: false, say: "The photo is no longer in Shopify. Choose the product again." },
  shop_throttled: { status: 429, retryable: true, say: "Shopify asks for a pause. Work goes on by itself." },
  shop_unavailable: { status: 502, retryable: true, say: "Shopify did not answer. Work goes on by itself." },
  shop_refused: { status: 422, retryable: false, say: "Shopify refused this change." },
  shop_disconnected: { status: 409, retryable: false, say: "Shopify asks you to connect again. Open Piccaso from your Shopify admin." },
  catalog_unread: { status: 409, retryable: true, say: "The catalog of your shop is still being read, so this cannot be chosen yet. Use a collection, a tag or a search meanwhile." },
  product_gone: { status: 409, retryable: false, say: "This product was deleted in Shopify." },
  media_limit: { status: 422, retryable: false, say: "This product has 250 media, the most that Shopify allows. Remove one and try again." },
  media_failed: { status: 422, retryable: false, say: "Shopify could not process this image." },
  model_unpriced: { status: 422, retryable: false, say: "What a call of this model costs at most is not known, so it cannot run. Choose another model." },
  model_ended: { status: 422, retryable: false, say: "This model was switched off by its provider. Choose its successor in the skill's settings." },
  no_key: { status: 409, retryable: false, say: "There is no working API key for this provider. Add one under Keys and spend." },
  moderated: { status: 422, retryable: false, say: "The provider refused this image or text. Change the prompt or the photo." },
  provider_refused: { status: 422, retryable: false, say: "The provider did not accept this request." },
  provider_busy: { status: 503, retryable: true, say: "The provider is busy. It is tried again by itself." },
  answer_corrupt: { status: 502, retryable: false, say: "The provider answered with something that cannot be used. The call was charged." },
  uncertain: { status: 409, retryable: false, say: "This call was sent and no answer came. It may have been charged, and is not bought again by itself." },
  cap_reached: { status: 409, retryable: false, say: "The next call would pass a cap. Raise the cap, or leave the rest out." },
  spending_stopped: { status: 409, retryable: false, say: "Spending is stopped. Keys and spend says who can allow it again." },
  plan_skills: { status: 409, retryable: false, say: "The plan has no room for another skill. Archive one, or choose a larger plan under Settings, Plan." },
  plan_members: { status: 409, retryable: false, say: "The plan has no room for another member. Ask the owner to choose a larger one under Settings, Plan." },
  plan_items: { status: 409, retryable: false, say: "The plan has no room for so many products this month. Run fewer, or choose a larger plan under Settings, Plan." },
  plan_storage: { status: 409, retryable: false, say: "The plan has no more storage. Delete files from the library, or choose a larger plan under Settings, Plan." },
  plan_paused: { status: 409, retryable: false, say: "The plan has no room for this, so it is paused: it can be read and exported. A larger plan under Settings, Plan brings it back." },
  overrun: { status: 409, retryable: false, say: "A call of this run cost more than its declared maximum, so the run buys nothing more. Resume it once you have read what it cost." },
  vault_unavailable: { status: 503, retryable: true, say: "Your API keys cannot be reached at the moment. Nothing was sent or charged; work goes on by itself." },
  key_unreadable: { status: 422, retryable: false, say: "This API key can no longer be read. Enter it again." },
  needs_approval: { status: 409, retryable: false, say: "This waits for a person's decision." },
  expired: { status: 410, retryable: false, say: "This was kept for its time and then deleted." },
  internal: { status: 500, retryable: true, say: "This failed on our side. It was reported. Nothing was changed." },
} as const satisfies Record<string, { status: number; retryable: boolean; say: string }>;

/** A code of the table. */
export type ErrorCode = keyof typeof ERRORS;

/** What an error may carry besides its code. `field` names the input that is wrong. */
export interface ErrorDetail {
  readonly say?: string;
  readonly field?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * The one error class. `message` is for the log (ids and codes only, never content), `say` for the
 * merchant.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly say: string;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = "AppError";
    this.code = code;
    this.say = detail.say ?? ERRORS[code].say;
    this.field = detail.field;
    this.retryAfterMs = detail.retryAfterMs;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** Any thrown value as an AppError; what is not one becomes `internal` with the cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError("internal", message, { cause: thrown });
}

/** Whether a string is a code of the table (for codes that come back from the database). */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERRORS, value);
}

/** For what a person asked for and no job does again: a pause that Shopify asks for is theirs to wait for. Throws always. */
export function againByHand(thrown: unknown): never {
  if (thrown instanceof AppError && thrown.code === "shop_throttled") throw new AppError("shop_throttled", thrown.message, { say: "Shopify asks for a pause. Nothing was changed. Try again in a minute.", cause: thrown });
  throw thrown;
}
