import type { ImageView } from "../images/views.ts";

export interface FolderView {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

export interface AssetView {
  readonly id: string;
  readonly name: string;
  readonly folderId: string;
  readonly image: ImageView;
  readonly mime: string;
  readonly bytes: number;
  readonly source: "upload" | "output";
  readonly createdAt: string;
  /** Address that downloads the file under its name. */
  readonly download: string;
  /** Where it is used: skills by name, publications by number. */
  readonly usedIn: readonly string[];
}

export interface AssetPage {
  readonly assets: readonly AssetView[];
  readonly next: string | null;
  readonly total: number;
  readonly totalBytes: number;
}
