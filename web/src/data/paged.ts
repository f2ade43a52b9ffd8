// The size of a page is each list's own, so keys need not name it.
/* eslint-disable @tanstack/query/exhaustive-deps */
import { infiniteQueryOptions } from "@tanstack/react-query";

import type { Page } from "@/api/paging";

/** How a list is asked for a page: with the cursor that the page before named. */
export interface PageRequest {
  cursor?: string;
  limit: number;
}

/** Options of a list that pages as one scrolls. */
export function pagedQuery<Item>(
  queryKey: readonly unknown[],
  fetch: (page: PageRequest, signal: AbortSignal) => Promise<Page<Item>>,
  { limit = 30, keep = false }: { limit?: number; keep?: boolean } = {},
) {
  return infiniteQueryOptions({
    // The size of a page is the list's own, not the caller's.

    queryKey,
    queryFn: ({ pageParam, signal }) =>
      fetch(pageParam ? { cursor: pageParam, limit } : { limit }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    meta: { keep },
  });
}

export const itemsOf = <Item>(data: { pages: Page<Item>[] } | undefined): Item[] =>
  data?.pages.flatMap((page) => page.items) ?? [];
