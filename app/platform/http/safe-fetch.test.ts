import fs from "node:fs";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { urlAllowed } from "./address.server.ts";
import { createSafeFetch } from "./safe-fetch.server.ts";
import type { Answered, Connect } from "./safe-open.server.ts";

const Vectors = z.object({
  deny: z.array(z.string()),
  allow: z.array(z.string()),
  dns: z.array(z.object({ name: z.string(), answers: z.array(z.array(z.string())), expect: z.string() })),
  redirects: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
const vectors = Vectors.parse(JSON.parse(fs.readFileSync("../shared/corpora/ssrf-vectors.json", "utf8")));
const limits = { maxBytes: 1000, timeoutMs: 2000 };

test.each(vectors.deny)("the address %s is refused, by its scheme and by its host alone", (address) => {
  expect(urlAllowed(address)).toBe(false);
  if (/^http:\/\/[^/]*$/.test(address.replace(/\/.*$/, "")) && !/:\d+/.test(address.slice(7))) expect(urlAllowed(address.replace("http:", "https:"))).toBe(false);
});

test.each(vectors.allow)("the address %s is allowed", (address) => {
  expect(urlAllowed(address)).toBe(true);
});

test.each(vectors.dns)("a name with the answers of “$name” gets the verdict: $expect", async ({ answers, expect: wanted }) => {
  const rounds = [...answers];
  const resolve = async () => (rounds.length > 1 ? rounds.shift() : rounds[0]) ?? [];
  // The connection looks the name up by itself, each time anew: what it is given was checked, or it gets an error.
  const connect: Connect = (_url, { lookup }, _answered, failed) => {
    const look = (left: number) => lookup?.("ok.example", { all: true }, (error) => {
      if (error) failed(error);
      else if (left > 1) look(left - 1);
      else failed(new Error("would connect"));
    });
    look(answers.length);
  };
  const verdict = await createSafeFetch({ connect, resolve })("https://ok.example/a", limits).catch((error: unknown) => (error instanceof AppError ? error.code : String(error)));
  expect(verdict).toBe(wanted.startsWith("deny") ? "address_refused" : "download_failed");
});

test.each(vectors.redirects.filter(([, , verdict]) => verdict.startsWith("deny")))("a redirect from %s to %s is refused", async (from, to) => {
  const visited: string[] = [];
  const connect: Connect = (url, options, answered, failed) => {
    visited.push(url.href);
    answering({ statusCode: 302, headers: { location: to } })(url, options, answered, failed);
  };
  await expect(createSafeFetch({ connect })(from, limits)).rejects.toMatchObject({ code: "address_refused" });
  expect(visited.filter((address) => address !== from)).toEqual([]);
});

test("a body over the limit ends the download with a sentence that names the limit", async () => {
  const connect = answering({ statusCode: 200, headers: {}, body: [new Uint8Array(600), new Uint8Array(600)] });
  await expect(createSafeFetch({ connect })("https://ok.example/a", { maxBytes: 1000, timeoutMs: 2000 })).rejects.toMatchObject({ code: "too_large" });
});

test("a photo that is gone says so instead of being tried for ever", async () => {
  const connect = answering({ statusCode: 404, headers: {} });
  await expect(createSafeFetch({ connect })("https://ok.example/a", limits)).rejects.toMatchObject({ code: "photo_gone", retryable: false });
});

/** A connection that never leaves the process. */
function answering({ statusCode, headers, body = [] }: { statusCode: number; headers: Record<string, string>; body?: Uint8Array[] }): Connect {
  return (_url, _options, answered) => {
    const response: Answered = Object.assign(Readable.from(body), { statusCode, headers });
    queueMicrotask(() => answered(response));
  };
}
