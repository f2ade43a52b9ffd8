import { useSearchParams } from "react-router";

/** Where one wanted to be before the sign-in: a path of the app, never an address elsewhere. */
export function safePath(path: string | null): string {
  if (!path?.startsWith("/")) return "/";
  // As browsers read it: they take tabs out, and backslashes for slashes.
  const url = URL.parse(path, location.origin);
  return url?.origin === location.origin ? url.pathname + url.search + url.hash : "/";
}

export function useNext(): string {
  const [parameters] = useSearchParams();
  return safePath(parameters.get("next"));
}

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
