/** The one version of the Admin API that the app speaks; shopify.app.toml names the same. */
export const API_VERSION = "2026-10";
/** What the app asks a shop for; shopify.app.toml names the same. */
export const SCOPES = ["read_products", "write_products", "write_files"];
