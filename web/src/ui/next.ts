import { useSearchParams } from "react-router";

/** Where one wanted to be before the sign-in: a path of the app, never an address elsewhere. */
export function safePath(path: string | null): string {
  if (!path?.startsWith("/") || /^\/[/\\]/.test(path)) return "/";
  return path;
}

export function useNext(): string {
  const [parameters] = useSearchParams();
  return safePath(parameters.get("next"));
}

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
