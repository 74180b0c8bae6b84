import { createRemixStub } from "@remix-run/testing";
import { createRoot } from "react-dom/client";
import { PolarisSkin } from "../../app/ui/polaris-skin.tsx";
import { StudioSkin } from "../../app/ui/studio-skin.tsx";
import { SurroundingsProvider } from "../../app/ui/workspace.tsx";
import { Gallery } from "./gallery.tsx";

// Draws the gallery below the mount that the page's address names after its #.
const mount = location.hash === "#studio" ? "studio" : "app";
const Skin = mount === "studio" ? StudioSkin : PolarisSkin;
const surroundings = { now: "2026-11-22T12:00:00.000Z", singleKeys: true, paused: false, role: "owner" } as const;
const Stub = createRemixStub([{
  id: "root", path: "/",
  children: [{ id: mount, path: mount, Component: () => <Skin><SurroundingsProvider value={surroundings}><main><Gallery /></main></SurroundingsProvider></Skin> }],
}]);
const place = document.createElement("div");
document.body.append(place);
createRoot(place).render(<Stub initialEntries={[`/${mount}`]} />);
