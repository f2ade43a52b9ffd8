import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "./ErrorNote";

interface PagedListProps<Item> {
  query: Pick<
    UseInfiniteQueryResult,
    "isPending" | "error" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage" | "refetch"
  >;
  items: Item[];
  /** Where the items come later than the query has them; else the query's own. */
  isPending?: boolean;
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
  /** What stands in for the first page until it is there. */
  skeleton: ReactNode;
  empty: ReactNode;
  /** What follows the last page. */
  end?: ReactNode;
  /** What the list is called, for screen readers. */
  label: string;
  gap?: number;
}

/** A list that fetches its next page before one reaches its end; by a button without a mouse. */
export function PagedList<Item>(props: PagedListProps<Item>) {
  const {
    query,
    items,
    isPending = query.isPending,
    keyOf,
    children,
    skeleton,
    empty,
    end,
    label,
    gap = 1,
  } = props;
  const { t } = useTranslation();
  const sentinel = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, error } = query;
  useEffect(() => {
    const target = sentinel.current;
    if (isPending || !target || !hasNextPage || isFetchingNextPage || error) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: "800px" },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [isPending, hasNextPage, isFetchingNextPage, fetchNextPage, error]);

  if (isPending) {
    return (
      <Box aria-busy="true" aria-label={t("loading")} role="status">
        {skeleton}
      </Box>
    );
  }
  if (error && items.length === 0) {
    return <ErrorNote error={error} retry={() => void query.refetch()} />;
  }
  // A page can be empty and not the last: whom one may not see is left out of it.
  if (items.length === 0 && !hasNextPage) return empty;
  return (
    <>
      <Box
        component="ul"
        aria-label={label}
        sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap }}
      >
        {items.map((item) => (
          <Box component="li" key={keyOf(item)} sx={{ minWidth: 0 }}>
            {children(item)}
          </Box>
        ))}
      </Box>
      {error && <ErrorNote error={error} retry={() => void fetchNextPage()} />}
      {hasNextPage ? (
        <Box ref={sentinel} sx={{ textAlign: "center", py: 2 }}>
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? t("loading") : t("more")}
          </Button>
        </Box>
      ) : (
        end
      )}
    </>
  );
}
