import { useTranslation } from "react-i18next";

import type { Preferences } from "@/api/types";
import { Section } from "@/ui/Section";
import { SwitchRow } from "@/ui/SwitchRow";

import type { Change } from "./usePreferences";

const activities = ["friendRequests", "acceptances", "comments", "likes"] as const;

interface ActivitiesProps {
  preferences: Preferences;
  change: (change: Change) => void;
}

/** What others do that I am told of. */
export function Activities({ preferences, change }: ActivitiesProps) {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("notifications.activities")} about={t("notifications.activitiesAbout")}>
      {activities.map((activity) => (
        <SwitchRow
          key={activity}
          label={t(`notifications.${activity}`)}
          checked={preferences[activity]}
          onChange={(on) => change({ [activity]: on })}
        />
      ))}
    </Section>
  );
}
