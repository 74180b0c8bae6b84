import http from "node:http";
import type { AddressInfo } from "node:net";

/** A line between browser and web process on which everything that web says is written down. */
export interface Tap {
  readonly url: string;
  /** Answers with their headers, in the order in which they began, each under what was asked. */
  readonly heard: readonly { readonly asked: string; readonly pieces: readonly Uint8Array[] }[];
  close(): void;
}

/** Puts a tap before a web process. Answers are asked for without compression: a packed key would not be found. */
export async function openTap(target: string): Promise<Tap> {
  const heard: { asked: string; pieces: Uint8Array[] }[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const pieces: Uint8Array[] = [];
    heard.push({ asked: `${incoming.method} ${new URL(incoming.url ?? "/", target).pathname}`, pieces });
    const onward = http.request(new URL(incoming.url ?? "/", target), { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host, "accept-encoding": "identity" } }, (answer) => {
      pieces.push(Buffer.from(`${answer.statusCode} ${answer.statusMessage}\n${answer.rawHeaders.join("\n")}\n\n`));
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("data", (piece: Buffer) => { pieces.push(piece); });
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  const address = await new Promise<AddressInfo | string | null>((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server.address())); });
  if (!address || typeof address === "string") throw new Error("the tap has no port");
  return { url: `http://127.0.0.1:${address.port}`, heard, close: () => { server.close(); server.closeAllConnections(); } };
}
