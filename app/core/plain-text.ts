/** A text as the database can hold it: without NUL and without half of a character that needs two. */
export function plainText(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, "");
}
