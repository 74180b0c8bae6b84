/** A field of an object, and nothing that it inherits: names of ports and settings come from files and may be "constructor". */
export function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of && Object.hasOwn(of, name) ? of[name] : undefined;
}
