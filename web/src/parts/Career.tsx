import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Education, Job } from "@/api/types";
import { partialDateInWords } from "@/time/words";
import { Surface } from "@/ui/Surface";

export interface Station {
  id: string;
  title: string;
  /** Where, and what exactly. */
  line: string;
  startDate?: string;
  endDate?: string;
  location?: string;
  description?: string;
}

const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(" · ");

export const stationOfJob = ({ jobId, jobTitle, companyName, ...rest }: Job): Station => ({
  ...rest,
  id: jobId,
  title: jobTitle,
  line: companyName,
});

export const stationOfEducation = (education: Education): Station => {
  const { educationId, institution, degree, fieldOfStudy, ...rest } = education;
  return { ...rest, id: educationId, title: institution, line: joined(degree, fieldOfStudy) };
};

function usePeriod(): (station: Station) => string {
  const { t, i18n } = useTranslation("people");
  const words = (date: string) => partialDateInWords(date, i18n.language);
  return ({ startDate, endDate }) => {
    if (!startDate) return endDate ? t("until", { date: words(endDate) }) : "";
    const until = endDate ? words(endDate) : t("untilToday");
    return t("period", { from: words(startDate), until });
  };
}

/** A place on the line of somebody's way. */
function Entry({ station, children }: { station: Station; children?: ReactNode }) {
  const period = usePeriod()(station);
  const { title, line, location, description } = station;
  return (
    <Box
      component="li"
      sx={{
        position: "relative",
        pl: 3,
        pb: 2.5,
        "&:last-of-type": { pb: 0 },
        "&::before": {
          content: '""',
          position: "absolute",
          left: 0,
          top: "0.5em",
          width: 9,
          height: 9,
          borderRadius: "50%",
          border: 2,
          borderColor: "primary.main",
        },
        "&:not(:last-of-type)::after": {
          content: '""',
          position: "absolute",
          left: 6,
          top: "1.6em",
          bottom: "-0.2em",
          borderLeft: 1,
          borderColor: "divider",
        },
      }}
    >
      <Box sx={{ display: "flex", alignItems: "flex-start", gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography sx={{ fontWeight: 600 }}>
            <bdi>{title}</bdi>
          </Typography>
          {line && (
            <Typography variant="body2">
              <bdi>{line}</bdi>
            </Typography>
          )}
          {(period || location) && (
            <Typography variant="caption" color="textSecondary" component="p">
              {joined(period, location)}
            </Typography>
          )}
        </Box>
        {children}
      </Box>
      {description && (
        <Typography variant="body2" sx={{ whiteSpace: "pre-line", mt: 0.75 }}>
          {description}
        </Typography>
      )}
    </Box>
  );
}

/** Longer ways begin folded, so that what follows is not far. */
const shown = 3;

interface CareerProps {
  title: string;
  stations: Station[];
  /** What can be done with each. */
  action?: (station: Station) => ReactNode;
  /** What stands at the heading's end. */
  add?: ReactNode;
  /** In place of no stations; without it the section is left out. */
  empty?: ReactNode;
}

/** Jobs or education, newest first as the server sends them. */
export function Career({ title, stations, action, add, empty }: CareerProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const [all, setAll] = useState(false);
  if (stations.length === 0 && !empty) return null;
  return (
    <Surface aria-labelledby={id}>
      <Box sx={{ display: "flex", alignItems: "center", minHeight: 32, mb: 2, gap: 1 }}>
        <Typography variant="h3" component="h2" id={id} sx={{ flex: 1 }}>
          {title}
        </Typography>
        {add}
      </Box>
      {stations.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {empty}
        </Typography>
      ) : (
        <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0 }}>
          {stations.slice(0, all ? undefined : shown).map((station) => (
            <Entry key={station.id} station={station}>
              {action?.(station)}
            </Entry>
          ))}
        </Box>
      )}
      {!all && stations.length > shown && (
        <Button size="small" onClick={() => setAll(true)} sx={{ mt: 1.5, ml: 1 }}>
          {t("allEntries", { count: stations.length })}
        </Button>
      )}
    </Surface>
  );
}
