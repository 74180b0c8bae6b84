/** A colour as #rrggbb between two others: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const between = [1, 3, 5].map((at) => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share));
  return `#${between.map((value) => Math.max(0, Math.min(255, value)).toString(16).padStart(2, "0")).join("")}`;
}

export const lighter = (hex: string, share: number) => mix(hex, "#ffffff", share);
export const darker = (hex: string, share: number) => mix(hex, "#1a1410", share);
