import compression from "compression";
import express from "express";
import { renderToString } from "react-dom/server";
import { BarePage } from "./page.tsx";

// The same server and compression as the product's, with nothing behind them: no sign-in, no database. What every page
// in the admin has, this one has too: the style sheet of Polaris, and App Bridge where its address is given.
const [folder = "", script = "", bridge = ""] = process.argv.slice(2);
const head = `<title>Bare</title><link rel="stylesheet" href="/assets/styles.css">${bridge ? `<meta name="shopify-api-key" content="key"><script src="${bridge}"></script>` : ""}`;
const app = express();
app.use(compression());
app.use("/assets", express.static(folder, { immutable: true, maxAge: "1y" }));
app.get("/", (_request, response) => {
  response.type("html").send(`<!doctype html><html lang="en"><head>${head}</head><body><div id="root">${renderToString(<BarePage />)}</div><script type="module" src="/assets/${script}"></script></body></html>`);
});
// The admin around it, as far as it takes part: a document with a frame.
app.get("/admin", (_request, response) => {
  response.type("html").send(`<!doctype html><html lang="en"><head><title>Admin</title></head><body><iframe src="/" title="App" width="1000" height="800"></iframe></body></html>`);
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit(0));
