import { altText } from "./alt-text.ts";
import { flatLay } from "./flat-lay.ts";
import { lifestyleScene } from "./lifestyle-scene.ts";
import { marketplaceMain } from "./marketplace-main.ts";
import { seasonalScene } from "./seasonal-scene.ts";
import { studioColour } from "./studio-colour.ts";
import type { Template } from "./template.ts";
import { whiteSquare } from "./white-square.ts";
import { wideBanner } from "./wide-banner.ts";

/** The templates, in the order in which they are shown: those without a key first. */
export const TEMPLATES: readonly Template[] = [whiteSquare, studioColour, marketplaceMain, lifestyleScene, seasonalScene, flatLay, wideBanner, altText];
