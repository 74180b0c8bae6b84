import http from "node:http";
import { Readable } from "node:stream";
import { readEnvironment } from "./environment.ts";
import { createSandbox } from "./server.ts";

const environment = readEnvironment(process.env);
let port = environment.SANDBOX_PORT;
// Its name is not the app's: two different sites, so that the rules for foreign frames hold as in life.
const origin = () => `http://localhost:${port}`;
const sandbox = await createSandbox({
  databaseUrl: environment.SANDBOX_DATABASE_URL, folder: environment.SANDBOX_DATA, apiKey: environment.SHOPIFY_API_KEY, apiSecret: environment.SHOPIFY_API_SECRET,
  appUrl: environment.SANDBOX_APP_URL, catalog: environment.SANDBOX_CATALOG, origin,
});

async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  const headers = new Headers(Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])));
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const bare = incoming.method === "GET" || incoming.method === "HEAD";
  const request = new Request(new URL(incoming.url ?? "/", origin()), { method: incoming.method ?? "GET", headers, ...(bare ? {} : { body: Buffer.concat(chunks) }) });
  const response = await sandbox.fetch(request);
  // The write has happened and the line breaks before the answer.
  if (response.status === 599) { outgoing.destroy(); return; }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body && incoming.method !== "HEAD") Readable.from(Buffer.from(await response.arrayBuffer())).pipe(outgoing);
  else outgoing.end();
}

const server = http.createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error: unknown) => {
    console.error("sandbox:", error);
    if (!outgoing.headersSent) outgoing.writeHead(500, { "content-type": "text/plain" });
    outgoing.end("The sandbox failed.");
  });
});
server.listen(port, "localhost", () => {
  const address = server.address();
  port = typeof address === "object" && address ? address.port : port;
  sandbox.problems.forEach((problem) => console.warn(`sandbox: ${problem}`));
  console.log(`sandbox: ${origin()}`);
  process.send?.({ ready: true, port, problems: sandbox.problems });
});

function stop(): void {
  server.close();
  server.closeAllConnections();
  void sandbox.close().finally(() => process.exit(0));
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
