import Skeleton from "@mui/material/Skeleton";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/ErrorNote";
import { Section, Sections } from "@/ui/Section";
import { Surface } from "@/ui/Surface";

import { Activities } from "./Activities";
import { DailyCall } from "./DailyCall";
import { Devices } from "./Devices";
import { PushDoctor } from "./PushDoctor";
import { usePreferences } from "./usePreferences";

function PreferencesSkeleton() {
  return (
    <>
      {[260, 250].map((height, index) => (
        <Surface key={index} aria-hidden>
          <Skeleton width="40%" sx={{ fontSize: "1.5rem", mb: 2.5 }} />
          <Skeleton variant="rounded" height={height} />
        </Surface>
      ))}
    </>
  );
}

/** When I am called and of what I am told, and whether that reaches this device. */
export function Component() {
  const { t } = useTranslation("settings");
  const { query, preferences, change } = usePreferences();
  const sections = () => {
    if (preferences) {
      return (
        <>
          <DailyCall preferences={preferences} change={change} />
          <Activities preferences={preferences} change={change} />
        </>
      );
    }
    if (!query.error) return <PreferencesSkeleton />;
    return (
      <Section title={t("notifications.daily")}>
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      </Section>
    );
  };
  return (
    <Sections>
      {sections()}
      <PushDoctor />
      <Devices />
    </Sections>
  );
}
