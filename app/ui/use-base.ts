import { useMatches } from "@remix-run/react";

/** Where this surface is mounted: pages build absolute links from it. */
export function useBase(): "/app" | "/studio" {
  return useMatches()[1]?.id === "studio" ? "/studio" : "/app";
}
