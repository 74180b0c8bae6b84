import { readEnvironment } from "./environment.ts";
import { listen } from "./listen.ts";
import { createSandbox } from "./server.ts";

const environment = readEnvironment(process.env);
let port = environment.SANDBOX_PORT;
// Its name is not the app's: two different sites, so that the rules for foreign frames hold as in life.
const origin = () => `http://localhost:${port}`;
const sandbox = await createSandbox({
  databaseUrl: environment.SANDBOX_DATABASE_URL, folder: environment.SANDBOX_DATA, apiKey: environment.SHOPIFY_API_KEY, apiSecret: environment.SHOPIFY_API_SECRET,
  appUrl: environment.SANDBOX_APP_URL, catalog: environment.SANDBOX_CATALOG, origin,
});
const listening = await listen(port, origin, sandbox.fetch);
port = listening.port;
sandbox.problems.forEach((problem) => console.warn(`sandbox: ${problem}`));
console.log(`sandbox: ${origin()}`);
process.send?.({ ready: true, url: origin(), port, problems: sandbox.problems });

function stop(): void {
  listening.close();
  void sandbox.close().finally(() => process.exit(0));
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
