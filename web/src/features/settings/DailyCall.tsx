import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Preferences } from "@/api/types";
import { meQuery } from "@/data/people";
import { dayIn, deviceZone, nextCall } from "@/time/days";
import { useNow } from "@/time/useNow";
import { dayInWords, timeInWords } from "@/time/words";
import { Choice } from "@/ui/Choice";
import { Section } from "@/ui/Section";
import { SwitchRow } from "@/ui/SwitchRow";

import { CallTime } from "./CallTime";
import { QuietDays } from "./QuietDays";
import { Weekdays } from "./Weekdays";
import type { Change } from "./usePreferences";

interface DailyCallProps {
  preferences: Preferences;
  change: (change: Change) => void;
}

/** The call to share something: whether, when, and what it says to who has shared already. */
export function DailyCall({ preferences, change }: DailyCallProps) {
  const { t, i18n } = useTranslation("settings");
  const zone = useQuery(meQuery).data?.timeZone ?? deviceZone();
  const now = useNow(60_000);
  const { daily, whenAlreadyPosted } = preferences;
  const next = nextCall(daily, zone, now);
  const nextInWords = () => {
    if (!daily.enabled) return t("notifications.notCalled");
    if (!next) return t("notifications.noNext");
    return t("notifications.next", {
      day: dayInWords(dayIn(zone, next), i18n.language),
      time: timeInWords(next, zone, i18n.language),
    });
  };
  return (
    <Section title={t("notifications.daily")} about={t("notifications.dailyAbout")}>
      <SwitchRow
        label={t("notifications.enabled")}
        hint={nextInWords()}
        checked={daily.enabled}
        onChange={(enabled) => change({ daily: { enabled } })}
      />
      {daily.enabled && (
        <Box sx={{ display: "grid", gap: 3, mt: 2.5 }}>
          <CallTime
            value={daily.time}
            zone={zone}
            onChange={(time) => change({ daily: { time } })}
          />
          <Weekdays
            value={daily.weekdays ?? [1, 2, 3, 4, 5, 6, 7]}
            onChange={(weekdays) => change({ daily: { weekdays } })}
          />
          <QuietDays
            days={daily.quietDays ?? []}
            today={dayIn(zone, now)}
            onChange={(quietDays) => change({ daily: { quietDays } })}
          />
          <Choice
            label={t("notifications.already")}
            hint={t("notifications.alreadyAbout")}
            options={(["none", "other"] as const).map((value) => ({
              value,
              label: t(`notifications.alreadyIs.${value}`),
            }))}
            value={whenAlreadyPosted}
            onChange={(value) => change({ whenAlreadyPosted: value })}
          />
        </Box>
      )}
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 2.5 }}>
        {t("notifications.alsoInbox")}
      </Typography>
    </Section>
  );
}
