import { useCallback, useEffect, useRef, useState } from "react";
import type { ReviewImage } from "./review-model.ts";
import type { ListRange, ReviewServer } from "./review-server.ts";

/** Pages that stay in memory on each side of what is looked at. */
const AROUND = 2;

/** A list as it was opened: how many images, where its pages end, and one page. */
export interface OpenedList {
  readonly outputs: readonly ReviewImage[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** Keys of the last image of each page but the last. */
  readonly ends: readonly string[];
  readonly at: string;
}

type Pages = ReadonlyMap<number, readonly ReviewImage[]>;

/** The pages that stay in memory while those from `first` to `last` are looked at; the same object where all do. */
export function pagesAround(pages: Pages, first: number, last: number): Pages {
  const near = [...pages].filter(([page]) => page >= first - AROUND && page <= last + AROUND);
  return near.length === pages.size ? pages : new Map(near);
}

/** Images by their place in a list of any length. Only the pages around what is looked at are in memory; the others are read when they are wanted. */
export interface OutputList {
  readonly total: number;
  /** Undefined while its page is on its way. Null where the image is gone since the list was opened. */
  at(index: number): ReviewImage | null | undefined;
  /** The place of an image that is in memory. */
  find(id: string): number;
  /** These places are looked at now. */
  want(from: number, to: number): void;
  /** An image changed on the server: what is in memory changes with it. */
  replace(id: string, change: Partial<ReviewImage>): void;
  readonly failed: string | null;
}

/** `keep` names images that stay although their state is another now. */
export function useOutputList(opened: OpenedList, { read, keep }: { readonly read: ReviewServer["read"]; readonly keep: () => readonly string[] }): OutputList {
  const { pageSize, total, ends } = opened;
  const [pages, setPages] = useState<Pages>(() => new Map([[opened.page, opened.outputs]]));
  const [failed, setFailed] = useState<string | null>(null);
  const loading = useRef(new Set<number>());
  const now = useRef({ opened, read, keep, pages });
  now.current = { opened, read, keep, pages };
  // Another filter is another list.
  useEffect(() => {
    loading.current.clear();
    setFailed(null);
    setPages(new Map([[opened.page, opened.outputs]]));
  }, [opened]);
  const load = useCallback(async (page: number, range: ListRange) => {
    const of = now.current.opened;
    loading.current.add(page);
    const answer = await now.current.read(range);
    if (now.current.opened !== of) return;
    loading.current.delete(page);
    if (!answer.ok) return setFailed(answer.say);
    setFailed(null);
    setPages((old) => new Map(old).set(page, answer.result));
  }, []);
  const want = useCallback((from: number, to: number) => {
    const last = Math.max(0, Math.ceil(now.current.opened.total / pageSize) - 1);
    const [first, final] = [Math.max(0, Math.floor(from / pageSize)), Math.min(last, Math.floor(to / pageSize))];
    setPages((old) => pagesAround(old, first, final));
    for (let page = first; page <= final; page += 1) {
      if (now.current.pages.has(page) || loading.current.has(page)) continue;
      void load(page, { from: ends[page - 1] ?? null, until: ends[page] ?? null, since: now.current.opened.at, keep: now.current.keep() });
    }
  }, [ends, load, pageSize]);
  return {
    total, want, failed,
    at: (index) => {
      const page = pages.get(Math.floor(index / pageSize));
      return page ? page[index % pageSize] ?? null : undefined;
    },
    find: (id) => {
      for (const [page, images] of pages) {
        const at = images.findIndex((image) => image.id === id);
        if (at >= 0) return page * pageSize + at;
      }
      return -1;
    },
    replace: (id, change) => setPages((old) => new Map([...old].map(([page, images]) => [page, images.some((image) => image.id === id) ? images.map((image) => (image.id === id ? { ...image, ...change } : image)) : images]))),
  };
}
