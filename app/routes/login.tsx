import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Piccaso" }];

/** The door for people who come by address. The studio's own sign-in comes with the studio. */
export default function Login() {
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "36rem", margin: "5rem auto", padding: "0 1rem", lineHeight: 1.6 }}>
      <h1>Piccaso</h1>
      <p>Open Piccaso from your Shopify admin: Apps, then Piccaso.</p>
    </main>
  );
}
