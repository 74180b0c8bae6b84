import { createContext } from "react";

/** The number that this document's own scripts carry, so that no other runs. Empty in the browser, which hides it. */
export const NonceContext = createContext("");
