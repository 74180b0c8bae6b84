import { marketplaceMain } from "./marketplace-main.ts";
import { studioColour } from "./studio-colour.ts";
import type { Template } from "./template.ts";
import { whiteSquare } from "./white-square.ts";

/** The templates, in the order in which they are shown. */
export const TEMPLATES: readonly Template[] = [whiteSquare, studioColour, marketplaceMain];
