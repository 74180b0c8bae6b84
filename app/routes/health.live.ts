/** The process answers. */
export function loader() {
  return Response.json({ live: true }, { headers: { "cache-control": "no-store" } });
}
