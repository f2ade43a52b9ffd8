import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Page } from "@/api/paging";
import type { UserInfo } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { incomingQuery, outgoingQuery } from "@/data/people";
import { PeopleList } from "@/parts/PeopleList";
import { RelationButton } from "@/parts/RelationButton";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { useFocusKept } from "@/ui/useFocusKept";

interface SectionProps {
  title: string;
  query: UseInfiniteQueryResult<InfiniteData<Page<UserInfo>>>;
  empty: React.ReactNode;
}

function Section({ title, query, empty }: SectionProps) {
  const heading = useFocusKept(itemsOf(query.data).length);
  return (
    <section>
      <Typography
        variant="h2"
        ref={heading}
        tabIndex={-1}
        sx={{ mb: 2, "&:focus": { outline: "none" } }}
      >
        {title}
      </Typography>
      <PeopleList
        query={query}
        label={title}
        rows={2}
        empty={empty}
        action={(person) => <RelationButton person={person} />}
      />
    </section>
  );
}

export function Component() {
  const { t } = useTranslation("friends");
  const incoming = useInfiniteQuery(incomingQuery);
  const outgoing = useInfiniteQuery(outgoingQuery);
  return (
    <Box sx={{ display: "grid", gap: 5 }}>
      <Section
        title={t("requests.incoming")}
        query={incoming}
        empty={
          <EmptyState title={t("requests.noneIncomingTitle")}>
            {t("requests.noneIncoming")}
          </EmptyState>
        }
      />
      <Section
        title={t("requests.outgoing")}
        query={outgoing}
        empty={
          <EmptyState
            title={t("requests.noneOutgoingTitle")}
            action={
              <LinkButton to="/friends/find" variant="outlined">
                {t("tab.find")}
              </LinkButton>
            }
          >
            {t("requests.noneOutgoing")}
          </EmptyState>
        }
      />
    </Box>
  );
}
