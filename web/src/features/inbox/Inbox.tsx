import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Notification } from "@/api/types";
import { inboxQuery } from "@/data/notifications";
import { itemsOf } from "@/data/paged";
import { dayIn, deviceZone } from "@/time/days";
import { useNow } from "@/time/useNow";
import { dayInWords } from "@/time/words";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { PagedList } from "@/ui/PagedList";
import { Surface } from "@/ui/Surface";

import { Entry } from "./Entry";
import { type Day, byDay } from "./days";
import { useUnread } from "./useUnread";

const dayLength = 86_400_000;

function DayHeading({ day }: { day: string }) {
  const { t, i18n } = useTranslation("inbox");
  const now = useNow(60_000);
  const zone = deviceZone();
  const words = () => {
    if (day === dayIn(zone, now)) return t("today");
    if (day === dayIn(zone, now - dayLength)) return t("yesterday");
    return dayInWords(day, i18n.language);
  };
  return (
    <Typography variant="h3" component="h2" id={`day-${day}`} sx={{ mb: 1.25 }}>
      {words()}
    </Typography>
  );
}

function DayCard({ group, unread }: { group: Day; unread: ReadonlySet<string> }) {
  return (
    <>
      <DayHeading day={group.day} />
      <Surface as="div" sx={{ p: { xs: 0, sm: 0 }, overflow: "hidden" }}>
        <Box
          component="ul"
          aria-labelledby={`day-${group.day}`}
          sx={{
            listStyle: "none",
            m: 0,
            p: 0,
            "& > li + li": { borderTop: 1, borderColor: "divider" },
          }}
        >
          {group.entries.map((entry) => (
            <li key={entry.notificationId}>
              <Entry entry={entry} unread={unread.has(entry.notificationId)} />
            </li>
          ))}
        </Box>
      </Surface>
    </>
  );
}

function InboxSkeleton() {
  return (
    <>
      <Skeleton width={90} sx={{ mb: 1.25, fontSize: "1.25rem" }} />
      <Surface as="div" sx={{ p: { xs: 0, sm: 0 } }}>
        {Array.from({ length: 5 }, (_, index) => (
          <Box key={index} sx={{ display: "flex", gap: 1.75, px: { xs: 2, sm: 2.5 }, py: 1.75 }}>
            <Skeleton variant="circular" width={40} height={40} />
            <Box sx={{ flex: 1 }}>
              <Skeleton width="55%" />
              <Skeleton width="80%" />
            </Box>
          </Box>
        ))}
      </Surface>
    </>
  );
}

const nothing: Notification[] = [];

/** What I was notified of in the last 30 days, by day. */
export function Component() {
  const { t } = useTranslation("inbox");
  const query = useInfiniteQuery(inboxQuery);
  const entries = useMemo(() => itemsOf(query.data), [query.data]);
  const days = useMemo(() => byDay(entries, deviceZone()), [entries]);
  // What was kept on the device may have been read meanwhile.
  const unread = useUnread(query.dataUpdatedAt >= performance.timeOrigin ? entries : nothing);
  return (
    <Page title={t("title")}>
      <Box sx={{ maxWidth: 720, "& > ul + [role=alert]": { mt: 3 } }}>
        <PagedList
          query={query}
          items={days}
          keyOf={(group) => group.day}
          label={t("title")}
          gap={4}
          skeleton={<InboxSkeleton />}
          empty={
            <EmptyState
              title={t("emptyTitle")}
              action={
                <LinkButton to="/settings/notifications" variant="outlined">
                  {t("toSettings")}
                </LinkButton>
              }
            >
              {t("empty")}
            </EmptyState>
          }
          end={
            // What is not there might follow.
            !query.error && (
              <Typography variant="body2" color="textSecondary" sx={{ textAlign: "center", mt: 4 }}>
                {t("end")}
              </Typography>
            )
          }
        >
          {(group) => <DayCard group={group} unread={unread} />}
        </PagedList>
      </Box>
    </Page>
  );
}
