/** Whether a host is one of those that are named. A `*` stands for one or more labels: `*.bfl.ai` is every host under bfl.ai, and not bfl.ai itself. */
export function isHostOf(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[a-z0-9-]+(?:\\.[a-z0-9-]+)*")}$`).test(host.toLowerCase()));
}

/** Whether an address is of an origin, or https on a host that is named. For everything that a provider says where to go next. */
export function isAddressOf(address: string, origin: string, patterns: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password) return false;
  return url.origin === origin || (url.protocol === "https:" && url.port === "" && isHostOf(url.hostname, patterns));
}
