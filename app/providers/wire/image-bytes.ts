/** Nothing smaller is an image, and nothing larger was asked for. */
const LEAST = 32;
const MOST = 50_000_000;

/** Bytes that may be an image, or why they are none. They are not decoded here: that is for the image desk. */
export type ImageBytes = { readonly bytes: Uint8Array } | { readonly why: string };

/** Checks size and first bytes: PNG, JPEG or WebP, whatever the provider calls it. */
export function imageIn(bytes: Uint8Array): ImageBytes {
  if (bytes.byteLength === 0) return { why: "The image has no bytes." };
  if (bytes.byteLength < LEAST || bytes.byteLength > MOST) return { why: `The image has ${bytes.byteLength} bytes, which cannot be.` };
  return kindOf(bytes) ? { bytes } : { why: "What came as an image is neither PNG nor JPEG nor WebP." };
}

/** The same from base64, which must be exact: no other character, complete groups, nothing after the end. */
export function imageInBase64(text: string): ImageBytes {
  if (text.length > (MOST / 3) * 4 + 4) return { why: "The image is too large." };
  const bytes = Buffer.from(text, "base64");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  // Node leaves out what is no base64 and stops at the first "=": what is missing then shows in the length.
  const exact = text.length % 4 === 0 && bytes.byteLength === (text.length / 4) * 3 - padding && !/[-_]/.test(text);
  return exact ? imageIn(new Uint8Array(bytes)) : { why: "The image is not written in valid base64." };
}

/** An image for a request body that is JSON. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function kindOf(bytes: Uint8Array): "png" | "jpeg" | "webp" | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, 12).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  return start.startsWith("RIFF") && start.endsWith("WEBP") ? "webp" : undefined;
}
