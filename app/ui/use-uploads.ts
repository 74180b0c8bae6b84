import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { Outcome } from "./use-act.ts";

/** A file that was refused, and why. */
export interface Refused {
  readonly name: string;
  readonly why: string;
}

/** Sends files one after the other, so that each is refused or taken in its own right. */
export function useUploads(): { readonly add: (files: readonly File[], folderId: string) => void; readonly waiting: number; readonly refused: readonly Refused[]; readonly forget: () => void } {
  const fetcher = useFetcher<Outcome<unknown>>();
  const [queue, setQueue] = useState<readonly { readonly file: File; readonly folderId: string }[]>([]);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const sent = useRef<File | null>(null);
  const settled = useRef<unknown>(undefined);
  useEffect(() => {
    if (fetcher.state !== "idle") return;
    const { data } = fetcher;
    const file = sent.current;
    if (file && data && data !== settled.current) {
      settled.current = data;
      sent.current = null;
      if (!data.ok) setRefused((now) => [...now, { name: file.name, why: data.error.say }]);
      setQueue((now) => now.slice(1));
      return;
    }
    const [next] = queue;
    if (!next || sent.current) return;
    sent.current = next.file;
    const form = new FormData();
    form.set("folderId", next.folderId);
    form.set("file", next.file);
    fetcher.submit(form, { method: "post", encType: "multipart/form-data" });
  }, [fetcher, queue]);
  return {
    waiting: queue.length, refused, forget: () => setRefused([]),
    add: (files, folderId) => setQueue((now) => [...now, ...files.map((file) => ({ file, folderId }))]),
  };
}
