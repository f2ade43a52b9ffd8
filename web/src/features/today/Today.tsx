import Box from "@mui/material/Box";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

import { preferencesQuery } from "@/data/notifications";
import { meQuery } from "@/data/people";
import { dailyPieceQuery } from "@/data/pieces";
import { PiecesSkeleton } from "@/parts/PieceCard";
import { dayIn, deviceZone } from "@/time/days";
import { useNow } from "@/time/useNow";
import { dayInWords } from "@/time/words";
import { ErrorNote } from "@/ui/ErrorNote";
import { Page } from "@/ui/Page";
import { Surface } from "@/ui/Surface";

import { Countdown } from "./Countdown";
import { MyPieceToday } from "./MyPieceToday";
import { PushOffer } from "./PushOffer";
import { Timeline } from "./Timeline";
import { useWaitingPiece } from "./useWaitingPiece";
import { WaitingPiece } from "./WaitingPiece";

/** Needed until one has shared; the pieces of others need not wait for it. */
const Composer = lazy(() => import("./Composer"));

/** The day: the call, one's own piece, and what friends have shared, to its end. */
export function Component() {
  const { t, i18n } = useTranslation("today");
  const client = useQueryClient();
  const now = useNow(60_000);
  const profile = useQuery(meQuery);
  const me = profile.data;
  const daily = useQuery(dailyPieceQuery("me"));
  const { data: preferences } = useQuery(preferencesQuery);
  const waiting = useWaitingPiece();
  const zone = me?.timeZone ?? deviceZone();
  const mine = daily.data;
  // All at once, when it is known whether one has shared: nothing moves down afterwards.
  const known = me !== undefined && daily.data !== undefined;
  const failure = profile.error ?? daily.error;
  return (
    <Page title={t("title")} heading={dayInWords(dayIn(zone, now), i18n.language)}>
      <Box
        sx={{
          display: "grid",
          gap: { xs: 3, lg: 5 },
          gridTemplateColumns: { lg: "minmax(0, 640px) minmax(0, 300px)" },
          alignItems: "start",
        }}
      >
        <Box sx={{ gridColumn: { lg: 2 }, position: { lg: "sticky" }, top: { lg: 40 } }}>
          <Countdown
            zone={zone}
            daily={preferences?.daily}
            posted={!known || Boolean(mine ?? waiting)}
          />
        </Box>
        <Box
          sx={{ display: "grid", gap: 3, minWidth: 0, gridColumn: { lg: 1 }, gridRow: { lg: 1 } }}
        >
          {!known && failure && (
            <ErrorNote error={failure} retry={() => void client.invalidateQueries()} />
          )}
          {!known && !failure && <PiecesSkeleton />}
          {waiting && <WaitingPiece piece={waiting} />}
          {mine && <MyPieceToday piece={mine} />}
          {mine && <PushOffer />}
          {known && me && !mine && !waiting && (
            <Suspense fallback={<Surface aria-hidden sx={{ minHeight: 356 }} />}>
              <Composer me={me} />
            </Suspense>
          )}
          {known && <Timeline friends={me?.numberOfFriends} now={now} />}
        </Box>
      </Box>
    </Page>
  );
}
