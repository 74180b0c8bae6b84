import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** Shopify opens the app at its address with the shop's parameters; anybody else is told where the door is. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams, search } = new URL(request.url);
  return redirect(searchParams.has("shop") ? `/app${search}` : "/login");
}
