/** @jsxImportSource preact */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** The admin's translation of a key of locales/, with what it names; `count` chooses the plural. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

const Words = createContext<Translate>((key) => key);
export const WordsProvider = Words.Provider;

/** The extension's texts in the language of whoever reads. */
export function useWords(): Translate {
  return useContext(Words);
}

/** A sum in dollars, to the cent: "$0.11". Micro-dollars in. */
export function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(2)}`;
}

/** A maximum in dollars, rounded up to the cent. Micro-dollars in. */
export function atMost(micros: number): string {
  return dollars(Math.ceil(micros / 10_000) * 10_000);
}
