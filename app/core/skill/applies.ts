/** When a field of a node's settings means something: while another one of the node holds one of these values; null for always. */
export type When = { readonly field: string; readonly is: readonly string[] } | null;

/** Whether a field means anything, given the fields of its node and what each of them holds. */
export function applies<Field extends { readonly name: string }>(when: When, fields: readonly Field[], valueOf: (field: Field) => unknown): boolean {
  const other = fields.find(({ name }) => name === when?.field);
  return when === null || (other !== undefined && when.is.includes(String(valueOf(other))));
}
