import Box from "@mui/material/Box";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Page } from "@/api/paging";
import type { UserInfo } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { PagedList } from "@/ui/PagedList";
import { Surface } from "@/ui/Surface";

import { PeopleSkeleton, PersonRow } from "./PersonRow";

interface PeopleListProps {
  query: UseInfiniteQueryResult<InfiniteData<Page<UserInfo>>>;
  label: string;
  empty: ReactNode;
  /** What can be done with each. */
  action?: (person: UserInfo) => ReactNode;
  /** Rows that stand in for the first page. */
  rows?: number;
}

/** People one below the other on a card, more of them as one scrolls. */
export function PeopleList({ query, label, empty, action, rows = 5 }: PeopleListProps) {
  return (
    <Surface as="div" sx={{ py: { xs: 1, sm: 1.5 } }}>
      <Box sx={{ "& li + li": { borderTop: 1, borderColor: "divider" } }}>
        <PagedList
          query={query}
          items={itemsOf(query.data)}
          keyOf={(person) => person.userId}
          label={label}
          skeleton={<PeopleSkeleton rows={rows} />}
          empty={empty}
          gap={0}
        >
          {(person) => <PersonRow person={person}>{action?.(person)}</PersonRow>}
        </PagedList>
      </Box>
    </Surface>
  );
}
