import type { Host } from "./host.tsx";

/** Fetches a file with the sign-in of this surface and hands it to the browser under the name that the server gives. Throws where it did not arrive whole. */
export async function saveFile(fetch: Host["fetch"], address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the file answered ${response.status}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "piccaso.csv";
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by the next turn at the latest.
  setTimeout(() => URL.revokeObjectURL(url));
}
