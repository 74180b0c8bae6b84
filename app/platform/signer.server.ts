import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock, ImageSigner } from "#app/core/context.ts";
import type { Secret } from "#app/core/secret.ts";

/** An address is valid for at least this long, and the same for everybody who asks within it, so that the browser's cache works. */
const BUCKET_SECONDS = 1800;

/** What a signed address asks for. */
export interface SignedImage {
  readonly workspaceId: string;
  readonly hash: string;
  readonly width: number | null;
  readonly download: string | null;
}

/** Signs addresses of images: workspace, hash, width, name and expiry are all bound. */
export function createSigner(key: Secret, clock: Clock): ImageSigner & { check(url: URL, workspaceId: string, hash: string): SignedImage | undefined } {
  const mac = (parts: readonly string[]) => createHmac("sha256", Buffer.from(key.reveal(), "base64")).update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
  return {
    url(workspaceId, hash, width, download) {
      const now = Math.floor(clock.now().getTime() / 1000);
      const expires = String((Math.floor(now / BUCKET_SECONDS) + 2) * BUCKET_SECONDS);
      const query = new URLSearchParams({ ...(width ? { w: String(width) } : {}), ...(download ? { d: download } : {}), e: expires, s: mac([workspaceId, hash, String(width ?? ""), download ?? "", expires]) });
      return `/files/${workspaceId}/${hash}?${query}`;
    },
    check(url, workspaceId, hash) {
      const read = (name: string) => url.searchParams.get(name) ?? "";
      const wanted = Buffer.from(mac([workspaceId, hash, read("w"), read("d"), read("e")]));
      const given = Buffer.from(read("s"));
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
      if (Number(read("e")) * 1000 < clock.now().getTime()) return undefined;
      return { workspaceId, hash, width: read("w") ? Number(read("w")) : null, download: read("d") || null };
    },
  };
}
