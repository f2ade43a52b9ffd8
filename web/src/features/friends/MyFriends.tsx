import Typography from "@mui/material/Typography";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { itemsOf } from "@/data/paged";
import { meQuery, myFriendsQuery } from "@/data/people";
import { PeopleList } from "@/parts/PeopleList";
import { PersonMenu } from "@/parts/PersonMenu";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { useFocusKept } from "@/ui/useFocusKept";

export function Component() {
  const { t } = useTranslation("friends");
  const { data: me } = useQuery(meQuery);
  const query = useInfiniteQuery(myFriendsQuery);
  const loaded = itemsOf(query.data).length;
  const heading = useFocusKept(loaded);
  const count = query.hasNextPage ? Math.max(me?.numberOfFriends ?? 0, loaded) : loaded;
  return (
    <>
      <Typography
        variant="h2"
        ref={heading}
        tabIndex={-1}
        sx={{ mb: 2, "&:focus": { outline: "none" } }}
      >
        {count ? t("mine.count", { count }) : t("tab.mine")}
      </Typography>
      <PeopleList
        query={query}
        label={t("tab.mine")}
        action={(person) => <PersonMenu person={person} />}
        empty={
          <EmptyState
            title={t("mine.emptyTitle")}
            action={
              <LinkButton to="/friends/find" variant="contained">
                {t("tab.find")}
              </LinkButton>
            }
          >
            {t("mine.empty")}
          </EmptyState>
        }
      />
    </>
  );
}
