const MOST = 300;
/** A run of the key that is shorter tells nothing: it is found in ordinary words. */
const SHORTEST = 8;

/**
 * A text of a provider's as it may be shown and kept: without the key in any form, on one line, not long.
 * Every run of a quarter of the key counts as the key (so halves and cut ones do), plain, url-encoded, in
 * base64 at each of its three alignments, and in hex, in whatever case.
 */
export function scrub(text: string, key: string): string {
  const plain = text.slice(0, 20 * MOST).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  const hidden = hide(plain, forms(key));
  return hidden.length > MOST ? `${hidden.slice(0, MOST)}…` : hidden;
}

function forms(key: string): string[] {
  const aligned = [0, 1, 2].map((offset) => {
    const text = Buffer.from(`${" ".repeat(offset)}${key}`, "utf8").toString("base64").replace(/=+$/, "");
    // The ends also depend on what stands around the key.
    return text.slice(offset === 0 ? 0 : 4, -2);
  });
  const url = aligned.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [key, encodeURIComponent(key), ...aligned, ...url, Buffer.from(key, "utf8").toString("hex")];
}

function hide(text: string, secrets: readonly string[]): string {
  // Compared in any case; only letters of ASCII are lowered, because others may change their length, and no key has them.
  const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const covered = new Uint8Array(text.length);
  for (const secret of secrets.map((one) => one.toLowerCase()).filter((one) => one.length > 0)) {
    const width = Math.min(secret.length, Math.max(SHORTEST, Math.floor(secret.length / 4)));
    for (let start = 0; start + width <= secret.length; start += 1) {
      const run = secret.slice(start, start + width);
      for (let at = lower.indexOf(run); at >= 0; at = lower.indexOf(run, at + 1)) covered.fill(1, at, at + width);
    }
  }
  let shown = "";
  for (let at = 0; at < text.length; at += 1) {
    if (!covered[at]) shown += text.charAt(at);
    else if (at === 0 || !covered[at - 1]) shown += "[key]";
  }
  return shown;
}
