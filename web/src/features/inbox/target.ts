import type { Notification } from "@/api/types";

/** Where a notification leads: a place in the app, or a page elsewhere. */
export type Target = { to: string } | { href: string; host: string } | undefined;

function parse(url: string): URL | undefined {
  try {
    return new URL(url, location.origin);
  } catch {
    return undefined;
  }
}

/**
 * Only what the contract allows: a path of the app, or an https address. A request leads to where
 * it is answered.
 */
export function targetOf(url: string, type?: Notification["type"]): Target {
  const parsed = parse(url);
  if (!parsed) return undefined;
  if (parsed.origin === location.origin) {
    if (type === "request" && parsed.pathname === "/friends") return { to: "/friends/requests" };
    return { to: parsed.pathname + parsed.search + parsed.hash };
  }
  return parsed.protocol === "https:" ? { href: parsed.href, host: parsed.host } : undefined;
}
