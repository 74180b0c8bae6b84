import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { NonceContext } from "./nonce.ts";
import { web } from "./routes/process.server.ts";

/** Needs no sign-in, so that App Bridge is there on error documents too. */
export const loader = ({ request }: LoaderFunctionArgs) => {
  const embedded = /^\/app(\/|$)/.test(new URL(request.url).pathname);
  return { bridge: embedded ? { apiKey: web.env.SHOPIFY_API_KEY, src: web.env.APP_BRIDGE_URL } : null };
};

/** The script's address never changes, so it is not asked for again. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const bridge = useRouteLoaderData<typeof loader>("root")?.bridge;
  const nonce = useContext(NonceContext);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        {/* Nothing is shown before the document is read to its end: on a narrow screen some parts stand above others that come earlier in it. */}
        <link rel="expect" href="#page-end" blocking="render" />
        {/* The style sheet first: App Bridge stays the first script, and nothing is laid out without style. */}
        <Links />
        {bridge ? (
          <>
            <meta name="shopify-api-key" content={bridge.apiKey} />
            <script src={bridge.src} nonce={nonce} suppressHydrationWarning />
          </>
        ) : null}
        {/* Schemas are read without compiling code from text, which the policy of this document forbids. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: "globalThis.__zod_globalConfig={jitless:true}" }} />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
      </head>
      <body>
        {children}
        <span id="page-end" hidden />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>{missing ? "This page is not here" : "This page could not be shown"}</h1>
      <p>{missing ? "The address may be old, or what it showed was deleted." : "It was reported to us. Nothing was changed. Load the page again in a moment."}</p>
    </main>
  );
}
