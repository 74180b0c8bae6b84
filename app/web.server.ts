import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import { z } from "zod";

/** What a request may send, headers included, before it is cut off. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 120_000;
const CLOSE_MS = 15_000;

const here = path.dirname(fileURLToPath(import.meta.url));
const Build = z.custom<ServerBuild>((value) => typeof value === "object" && value !== null && "entry" in value, "build/server/index.js is not a Remix build");
const build = Build.parse(await import(pathToFileURL(path.join(here, "server/index.js")).href));

const app = express();
app.disable("x-powered-by");
app.set("trust proxy", process.env["PICCASO_MODE"] === "sandbox" ? false : 1);
app.use(compression({ filter: (request, response) => response.getHeader("content-type") !== "text/event-stream" && compression.filter(request, response) }));
app.use("/assets", express.static(path.join(here, "client/assets"), { immutable: true, maxAge: "1y" }));
app.use(express.static(path.join(here, "client"), { maxAge: "1h" }));
const handle = createRequestHandler({ build, mode: process.env["NODE_ENV"] ?? "production" });
app.all("*", (request, response, next) => void handle(request, response, next));
// An address that cannot be read never reaches a route: a plain answer, and no page that could be framed.
app.use((_error: unknown, _request: express.Request, response: express.Response, next: express.NextFunction) => {
  if (response.headersSent) next(_error);
  else response.status(400).type("text/plain").set("x-content-type-options", "nosniff").send("This address cannot be read.");
});

const server = app.listen(Number(process.env["PORT"] ?? 3000), process.env["HOST"] ?? "0.0.0.0", () => {
  const address = server.address();
  process.send?.({ ready: true, port: typeof address === "object" ? address?.port : undefined });
});
server.headersTimeout = HEADERS_MS;
server.requestTimeout = REQUEST_MS;

function shutDown(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), CLOSE_MS).unref();
}
process.on("SIGTERM", shutDown);
process.on("SIGINT", shutDown);
// Started by the supervisor: without it there is nobody to stop us.
process.on("disconnect", shutDown);
