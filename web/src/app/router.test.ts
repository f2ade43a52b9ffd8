import type { RouteObject } from "react-router";

import served from "../../routes.json";
import { routes } from "./router";

function addresses(list: RouteObject[]): string[] {
  return list.flatMap((route) => [
    ...(route.path?.startsWith("/") ? [route.path] : []),
    ...addresses(route.children ?? []),
  ]);
}

/** Whether the server's patterns have that address. */
function isServed(address: string): boolean {
  return served.some((pattern) => {
    const base = pattern.replace("/{path...}", "");
    return address === base || (base !== pattern && address.startsWith(`${base}/`));
  });
}

it("has the server send the app for each of its addresses", () => {
  expect(addresses(routes).filter((address) => !isServed(address))).toEqual([]);
});

it("knows every address that the server sends the app for", () => {
  const known = addresses(routes);
  const unknown = served
    .map((pattern) => pattern.replace("/{path...}", ""))
    .filter((base) => !known.some((address) => address === base || address.startsWith(`${base}/`)));
  expect(unknown).toEqual([]);
});
