/** Where a notification leads: a place in the app, or a page elsewhere. */
export type Target = { to: string } | { href: string; host: string } | undefined;

function parse(url: string): URL | undefined {
  try {
    return new URL(url, location.origin);
  } catch {
    return undefined;
  }
}

/** Only what the contract allows: a path of the app, or an https address. */
export function targetOf(url: string): Target {
  const parsed = parse(url);
  if (!parsed) return undefined;
  if (parsed.origin === location.origin) {
    return { to: parsed.pathname + parsed.search + parsed.hash };
  }
  return parsed.protocol === "https:" ? { href: parsed.href, host: parsed.host } : undefined;
}
