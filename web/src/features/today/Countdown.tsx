import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";

import { type DailyCall, isPastCall, nextCall, remaining } from "@/time/days";
import { useNow } from "@/time/useNow";

import { Sundial } from "./Sundial";

/** Until the preferences are there: what everybody has at first. */
const usual: DailyCall = { enabled: true, time: "12:00" };

interface CountdownProps {
  zone: string;
  daily: DailyCall | undefined;
  posted: boolean;
}

/** How long until the next call, by the minute; by the second in the last one. */
export function Countdown({ zone, daily = usual, posted }: CountdownProps) {
  const { t } = useTranslation("today");
  const now = useNow(1000);
  const next = nextCall(daily, zone, now);
  const called = !posted && isPastCall(daily, zone, now);
  const left = next && remaining(next, now);
  const words =
    left &&
    [
      left.hours > 0 && t("hours", { count: left.hours }),
      (left.hours > 0 || left.minutes > 0) && t("minutes", { count: left.minutes }),
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <Box
      sx={{
        display: "flex",
        flexDirection: { lg: "column" },
        alignItems: "center",
        textAlign: { lg: "center" },
        gap: { xs: 2, lg: 2.5 },
        // As high as its longest words, so that what is below stays where it is.
        minHeight: { xs: 84, lg: 0 },
      }}
    >
      <Box sx={{ width: { xs: 64, lg: 200 }, flex: "none" }}>
        <Sundial now={now} zone={zone} time={daily.time} />
      </Box>
      <div>
        {called && (
          <Typography variant="h3" component="p">
            {t("called")}
          </Typography>
        )}
        <Typography
          color="textSecondary"
          role="timer"
          aria-live="off"
          sx={{ fontVariantNumeric: "tabular-nums" }}
        >
          {left ? t("callAt", { time: words || `${left.seconds} s` }) : t("notCalled")}
        </Typography>
      </div>
    </Box>
  );
}
