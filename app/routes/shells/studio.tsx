import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { NavLink, Outlet, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { FaultPage } from "#app/ui/fault.tsx";
import { Main } from "#app/ui/main.tsx";
import { ShellNotices } from "#app/ui/notices.tsx";
import studio from "#app/ui/studio.css?url";
import { StudioSkin } from "#app/ui/studio-skin.tsx";
import { SurroundingsProvider } from "#app/ui/workspace.tsx";
import { loadShell } from "./shell-loader.server.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: studio }];

export const loader = ({ request }: LoaderFunctionArgs) => loadShell(request);

const MENU = [["", "Home"], ["skills", "Skills"], ["runs", "Runs"], ["review", "Review"], ["library", "Library"], ["publications", "Publications"], ["keys", "Keys and spend"], ["settings", "Settings"]] as const;

/** The app by itself, for brands without Shopify. */
export default function Studio() {
  const { workspace, notices, now } = useLoaderData<typeof loader>();
  const { singleKeys, paused, member } = workspace;
  return (
    <Frame>
      <SurroundingsProvider value={{ now, singleKeys, paused, role: member.role }}>
        <Main><ShellNotices workspace={workspace} notices={notices} /><Outlet /></Main>
      </SurroundingsProvider>
    </Frame>
  );
}

export function ErrorBoundary() {
  return <Frame><Main><FaultPage /></Main></Frame>;
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <StudioSkin>
      <div className="st-shell">
        <nav className="st-nav" aria-label="Studio"><strong>Piccaso</strong>{MENU.map(([path, label]) => <NavLink key={label} to={path ? `/studio/${path}` : "/studio"} end={path === ""}>{label}</NavLink>)}</nav>
        {children}
      </div>
    </StudioSkin>
  );
}
