import { useState } from "react";
import { z } from "zod";
import { useHost } from "./host.tsx";
import { useBase } from "./use-base.ts";

const Refusal = z.object({ ok: z.literal(false), error: z.object({ say: z.string() }) });

/** Sends files one after the other to a page's action; one that is refused does not stop the others. */
export function useUploads(page: string, done: () => void) {
  const { fetch, toast } = useHost();
  const base = useBase();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly { readonly name: string; readonly say: string }[]>([]);
  const add = async (files: readonly File[], fields: Readonly<Record<string, string>>) => {
    setBusy(true);
    setRefused([]);
    let taken = 0;
    for (const file of files) {
      const say = await sendOne(`${base}/${page}.data`, file, fields, fetch);
      if (say) setRefused((before) => [...before, { name: file.name, say }]);
      else taken += 1;
    }
    setBusy(false);
    if (taken) toast(taken === 1 ? "1 image added" : `${taken} images added`);
    done();
  };
  return { add, busy, refused };
}

/** Undefined when it was taken, else why not. */
async function sendOne(url: string, file: File, fields: Readonly<Record<string, string>>, send: (input: string, init?: RequestInit) => Promise<Response>): Promise<string | undefined> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  try {
    const response = await send(url, { method: "POST", body: form });
    if (response.ok) return undefined;
    // Single fetch packs the answer; the sentence is in it as text.
    const text = await response.text();
    const plain = Refusal.safeParse(safeJson(text));
    return plain.success ? plain.data.error.say : sentenceIn(text) ?? `${file.name} was not taken.`;
  } catch {
    return `${file.name} could not be sent. Check your connection and try again.`;
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the packed form a key is followed by its value. */
function sentenceIn(text: string): string | undefined {
  const packed = z.array(z.unknown()).safeParse(safeJson(text));
  if (!packed.success) return undefined;
  const value = packed.data[packed.data.indexOf("say") + 1];
  return packed.data.includes("say") && typeof value === "string" ? value : undefined;
}
