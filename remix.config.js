/**
 * The options of Remix's Vite plugin; vite.config.ts imports them.
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  ignoredRouteFiles: ["**/*"],
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    // Off: while the manifest of an undiscovered route is asked for, a fetcher that comes back ends the navigation
    // with the matches of before (react-router 6, handleFetcherAction) and the page stays empty. All routes are few.
    v3_lazyRouteDiscovery: false,
    v3_singleFetch: true,
    v3_routeConfig: true,
  },
};
