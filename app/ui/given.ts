type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The props that have a value: libraries typed without `| undefined` do not take the others. */
export function given<T extends object>(props: T): Given<T> {
  const entries: (readonly unknown[])[] = Object.entries(props).filter(([, value]) => value !== undefined);
  // Object.fromEntries knows nothing of the keys that went in; the type above says what came out.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return
  return Object.fromEntries(entries);
}
