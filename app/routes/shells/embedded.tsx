import regular from "@fontsource/inter/files/inter-latin-400-normal.woff2?url";
import medium from "@fontsource/inter/files/inter-latin-500-normal.woff2?url";
import semibold from "@fontsource/inter/files/inter-latin-600-normal.woff2?url";
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigate } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect, type ReactNode } from "react";
import { FaultPage } from "#app/ui/fault.tsx";
import { Main } from "#app/ui/main.tsx";
import { ShellNotices } from "#app/ui/notices.tsx";
import polaris from "#app/ui/polaris.css?url";
import { PolarisSkin } from "#app/ui/polaris-skin.tsx";
import { SurroundingsProvider } from "#app/ui/workspace.tsx";
import { loadShell } from "./shell-loader.server.ts";

/** A font that comes late would either move the page or not be used at all, so those that every page needs are asked for at once. */
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polaris },
  ...[regular, medium, semibold].map((href) => ({ rel: "preload" as const, as: "font" as const, type: "font/woff2", href, crossOrigin: "anonymous" as const })),
];

export const loader = ({ request }: LoaderFunctionArgs) => loadShell(request);

/** Without these a refused token or a redirect of Shopify's would lose its headers. */
export const headers: HeadersFunction = (args) => boundary.headers(args);

const MENU = [["skills", "Skills"], ["runs", "Runs"], ["review", "Review"], ["library", "Library"], ["publications", "Publications"], ["keys", "Keys and spend"], ["settings", "Settings"]] as const;

/** The app inside the Shopify admin. */
export default function Embedded() {
  const { workspace, notices, now } = useLoaderData<typeof loader>();
  const { singleKeys, paused, member } = workspace;
  return (
    <Frame>
      <SurroundingsProvider value={{ now, singleKeys, paused, role: member.role }}>
        <Main>
          <ShellNotices workspace={workspace} notices={notices} />
          <Outlet />
        </Main>
      </SurroundingsProvider>
    </Frame>
  );
}

/** What happened and what to do; App Bridge's menu stays, so there is a way out. */
export function ErrorBoundary() {
  return <Frame><Main><FaultPage /></Main></Frame>;
}

function Frame({ children }: { readonly children: ReactNode }) {
  const navigate = useNavigate();
  useEffect(() => {
    // The admin's menu names the link that was chosen, and the router goes there without a reload.
    const go = (event: Event) => {
      const href = event.target instanceof Element ? event.target.getAttribute("href") : null;
      if (href) navigate(href);
    };
    addEventListener("shopify:navigate", go);
    return () => removeEventListener("shopify:navigate", go);
  }, [navigate]);
  useEffect(() => {
    // The first address holds a token: it goes from the history, shop and host stay for a reload.
    const url = new URL(location.href);
    for (const name of ["id_token", "hmac", "session", "timestamp"]) url.searchParams.delete(name);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }, []);
  return (
    <PolarisSkin>
      <NavMenu>
        <Link to="/app" rel="home">Home</Link>
        {MENU.map(([path, label]) => <Link key={path} to={`/app/${path}`}>{label}</Link>)}
      </NavMenu>
      {children}
    </PolarisSkin>
  );
}
