import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { TimelineEntry } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { outgoingQuery } from "@/data/people";
import { timelineQuery } from "@/data/pieces";
import { PieceCard, PiecesSkeleton } from "@/parts/PieceCard";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { Logo } from "@/ui/Logo";
import { PagedList } from "@/ui/PagedList";

interface TimelineProps {
  /** How many friends one has; undefined while that is not known. */
  friends: number | undefined;
  now: number;
}

function Nothing({ friends }: { friends: number | undefined }) {
  const { t } = useTranslation("today");
  const outgoing = useInfiniteQuery({ ...outgoingQuery, enabled: friends === 0 });
  const asked = itemsOf(outgoing.data).length;
  if (friends === 0 && asked > 0) {
    return (
      <EmptyState
        title={t("asked", { count: asked })}
        action={
          <LinkButton to="/friends/requests" variant="outlined">
            {t("requests")}
          </LinkButton>
        }
      >
        {t("askedText")}
      </EmptyState>
    );
  }
  if (friends === 0) {
    return (
      <EmptyState
        title={t("noFriends")}
        action={
          <LinkButton to="/friends/find" variant="contained">
            {t("find")}
          </LinkButton>
        }
      >
        {t("noFriendsText")}
      </EmptyState>
    );
  }
  return <EmptyState title={t("quiet")}>{t("quietText")}</EmptyState>;
}

const none: TimelineEntry[] = [];

/** Today's piece of each friend, newest first, and then the end. */
export function Timeline({ friends, now }: TimelineProps) {
  const { t } = useTranslation("today");
  const query = useInfiniteQuery(timelineQuery);
  // A page of cards is made in slices, beside the scrolling.
  const all = useMemo(() => itemsOf(query.data), [query.data]);
  const items = useDeferredValue(all, none);
  // Until the first slice is there, the list is not empty but on its way.
  const isPending = query.isPending || (items.length === 0 && all.length > 0);
  return (
    <Box component="section" aria-labelledby="timeline">
      <Typography variant="h2" id="timeline" sx={{ mb: 2 }}>
        {t("friendsToday")}
      </Typography>
      <PagedList
        query={query}
        isPending={isPending}
        items={items}
        keyOf={({ post }) => post.postId}
        label={t("friendsToday")}
        gap={2}
        skeleton={<PiecesSkeleton />}
        empty={<Nothing friends={friends} />}
        end={
          <Box sx={{ textAlign: "center", pt: 6, pb: 4 }}>
            <Logo size={44} />
            <Typography variant="h2" component="p" sx={{ mt: 1.5 }}>
              {t("end")}
            </Typography>
            <Typography color="textSecondary">{t("endText")}</Typography>
          </Box>
        }
      >
        {({ post, user }) => <PieceCard piece={post} author={user} now={now} />}
      </PagedList>
    </Box>
  );
}
