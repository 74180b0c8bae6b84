import { hydrateRoot } from "react-dom/client";
import { BarePage } from "./page.tsx";

const root = document.getElementById("root");
if (root) hydrateRoot(root, <BarePage />);
