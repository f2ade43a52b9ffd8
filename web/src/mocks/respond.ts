import { HttpResponse } from "msw";

/** A problem document, as the server words them. */
export const problem = (status: number, title: string, more: Record<string, unknown> = {}) =>
  HttpResponse.json(
    { type: "about:blank", title, status, ...more },
    { status, headers: { "Content-Type": "application/problem+json" } },
  ) as never;

/** A page of a list, with the Link to the next. */
export function page<Item>(request: Request, all: Item[]) {
  const url = new URL(request.url);
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 50);
  const headers = new Headers();
  if (from + limit < all.length) {
    url.searchParams.set("cursor", String(from + limit));
    headers.set("Link", `<${url.pathname}${url.search}>; rel="next"`);
  }
  return HttpResponse.json(all.slice(from, from + limit), { headers });
}
