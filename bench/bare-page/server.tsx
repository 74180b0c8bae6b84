import compression from "compression";
import express from "express";
import { renderToString } from "react-dom/server";
import { BarePage } from "./page.tsx";

// The same server and compression as the product's, with nothing behind them: no sign-in, no database.
const [folder = "", script = ""] = process.argv.slice(2);
const app = express();
app.use(compression());
app.use("/assets", express.static(folder, { immutable: true, maxAge: "1y" }));
app.get("/", (_request, response) => {
  response.type("html").send(`<!doctype html><html lang="en"><head><title>Bare</title></head><body><div id="root">${renderToString(<BarePage />)}</div><script type="module" src="/assets/${script}"></script></body></html>`);
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit(0));
