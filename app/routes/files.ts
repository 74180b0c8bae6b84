import type { LoaderFunctionArgs } from "@remix-run/node";
import { AppError } from "#app/core/errors.ts";
import { readImage } from "#app/features/images/read-image.server.ts";
import { web } from "./process.server.ts";

const TYPES: readonly [magic: string, type: string][] = [["ffd8ff", "image/jpeg"], ["89504e47", "image/png"], ["52494646", "image/webp"], ["47494638", "image/gif"]];

/** An image by its signed address: no token, no cookie. Only re-encoded images are kept, and the type is read from the bytes. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const wanted = web.signer.check(new URL(request.url), params["workspace"] ?? "", params["hash"] ?? "");
  if (!wanted) return new Response("This address has expired.", { status: 403 });
  try {
    const bytes = await readImage(web.context, wanted);
    const head = Buffer.from(bytes.subarray(0, 4)).toString("hex");
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": TYPES.find(([magic]) => head.startsWith(magic))?.[1] ?? "application/octet-stream",
        "content-length": String(bytes.byteLength),
        "cache-control": "private, max-age=1800, immutable",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        // The signed address is the permission; the admin shows these images in its own document (extensions).
        "cross-origin-resource-policy": "cross-origin",
        "referrer-policy": "no-referrer",
        ...(wanted.download ? { "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(wanted.download)}` } : {}),
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(error.say, { status: error.status });
    throw error;
  }
}
