/** Where image bytes live. Keys are SHA-256 hashes within a workspace; writing the same bytes twice is one blob. */
export interface Blobs {
  put(workspaceId: string, hash: string, bytes: Uint8Array): Promise<void>;
  has(workspaceId: string, hash: string): Promise<boolean>;
  /** The bytes, or undefined where there are none (any more). */
  get(workspaceId: string, hash: string): Promise<Uint8Array | undefined>;
  /** A rendition made before (a thumbnail), or undefined. */
  getVariant(workspaceId: string, hash: string, variant: string): Promise<Uint8Array | undefined>;
  putVariant(workspaceId: string, hash: string, variant: string, bytes: Uint8Array): Promise<void>;
  /** Removes the bytes and every rendition. Removing what is not there is fine. */
  delete(workspaceId: string, hash: string): Promise<void>;
  /** Removes everything of a workspace. */
  deleteWorkspace(workspaceId: string): Promise<void>;
}
