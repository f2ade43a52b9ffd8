/** A page of a list, and where the next one begins. */
export interface Page<Item> {
  items: Item[];
  next: string | undefined;
}

/** The cursor in `Link: <…>; rel="next"` (RFC 8288). */
export function nextCursor(response: Response): string | undefined {
  const link = response.headers.get("Link") ?? "";
  const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(link)?.[1];
  if (!target) return undefined;
  return new URL(target, location.origin).searchParams.get("cursor") ?? undefined;
}

export function pageOf<Item>(answer: { data?: Item[]; response: Response }): Page<Item> {
  return { items: answer.data ?? [], next: nextCursor(answer.response) };
}
