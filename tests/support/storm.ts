import http from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers every request in one way, byte by byte if it must. */
export interface Storm {
  readonly origin: string;
  /** The requests that came, with their headers. */
  readonly seen: readonly { readonly url: string; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer }[];
  close(): void;
}

/** Starts one on loopback. The answer is given the response, and the request's whole body has been read. */
export async function startStorm(answer: (response: http.ServerResponse, request: http.IncomingMessage) => void): Promise<Storm> {
  const seen: { url: string; headers: http.IncomingHttpHeaders; body: Buffer }[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => { parts.push(part); }).on("end", () => {
      seen.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(parts) });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return { origin: `http://127.0.0.1:${portOf(server.address())}`, seen, close: () => { server.close(); server.closeAllConnections(); } };
}

/** An address of loopback where nobody listens. */
export async function nobody(): Promise<string> {
  const storm = await startStorm(() => {});
  storm.close();
  return storm.origin;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
