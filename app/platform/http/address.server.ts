import ipaddr from "ipaddr.js";

/** Azure's host agent answers on a public-looking address. */
const HOST_AGENT = "168.63.129.16";

/**
 * Whether an address that a person, a shop or a provider named may be fetched at all. Only https on
 * 443, no credentials, no local names; a name still has to resolve to public addresses (addressAllowed)
 * at the moment of connecting.
 */
export function urlAllowed(text: string): boolean {
  // Control characters, blanks and backslashes are read differently by different parsers.
  // eslint-disable-next-line no-control-regex -- exactly these are refused
  if (/[\u0000-\u0020\\\u007f]/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username || url.password || (url.port && url.port !== "443")) return false;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "").toLowerCase();
  if (ipaddr.isValid(host)) return addressAllowed(host);
  return host.includes(".") && !/\.(localhost|local|internal|svc|home\.arpa)$/.test(host);
}

/** Whether an IP address is public. Unwraps IPv4 in IPv6 in all its forms. */
export function addressAllowed(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6 && parsed.parts.slice(0, 6).every((part) => part === 0)) return false;
  return parsed.toString() !== HOST_AGENT;
}
