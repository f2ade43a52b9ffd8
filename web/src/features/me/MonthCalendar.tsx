import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { itemsOf } from "@/data/paged";
import { calendarQuery, piecesOfQuery } from "@/data/pieces";
import { dayIn } from "@/time/days";
import { dayInWords } from "@/time/words";
import { ErrorNote } from "@/ui/ErrorNote";
import { Surface } from "@/ui/Surface";

import { CalendarDay } from "./CalendarDay";
import { monthAfter, weekdays, weeksOf } from "./months";

interface MonthCalendarProps {
  /** My zone: the day is the one that it is there. */
  zone: string;
  now: number;
}

function WeekdayRow() {
  const { i18n } = useTranslation();
  return (
    <tr>
      {weekdays.map((day) => (
        <Typography
          key={day}
          component="th"
          scope="col"
          variant="caption"
          color="textSecondary"
          abbr={dayInWords(day, i18n.language, { weekday: "long" })}
          sx={{ fontWeight: 500, pb: 0.5 }}
        >
          {dayInWords(day, i18n.language, { weekday: "short" })}
        </Typography>
      ))}
    </tr>
  );
}

/** The days of a month on which I shared something. */
export function MonthCalendar({ zone, now }: MonthCalendarProps) {
  const { t, i18n } = useTranslation("me");
  const id = useId();
  const today = dayIn(zone, now);
  const [month, setMonth] = useState(today.slice(0, 7));
  const query = useQuery({ ...calendarQuery(month), placeholderData: keepPreviousData });
  const pieces = useInfiniteQuery(piecesOfQuery("me"));
  const ids = new Map(itemsOf(pieces.data).map((piece) => [piece.day, piece.postId]));
  const shared = new Set(query.data);
  const count = [...shared].filter((day) => day.startsWith(month)).length;
  const name = dayInWords(`${month}-01`, i18n.language, { month: "long", year: "numeric" });
  return (
    <Surface aria-labelledby={id}>
      <Box sx={{ display: "flex", alignItems: "center", mb: 0.5, mr: -1.5 }}>
        <Typography variant="h3" component="h2" id={id} aria-live="polite" sx={{ flex: 1 }}>
          {name}
        </Typography>
        <IconButton aria-label={t("calendar.back")} onClick={() => setMonth(monthAfter(month, -1))}>
          <ChevronLeft size={20} aria-hidden />
        </IconButton>
        <IconButton
          aria-label={t("calendar.forward")}
          disabled={month >= today.slice(0, 7)}
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          <ChevronRight size={20} aria-hidden />
        </IconButton>
      </Box>
      {query.isError ? (
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5, minHeight: "1.5em" }}>
          {query.isSuccess && t("calendar.shared", { count })}
        </Typography>
      )}
      <Box
        component="table"
        aria-labelledby={id}
        sx={{ width: "100%", borderCollapse: "collapse", tableLayout: "fixed" }}
      >
        <thead>
          <WeekdayRow />
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={index}>
              {week.map((day, weekday) =>
                day ? (
                  <CalendarDay
                    key={day}
                    day={day}
                    today={day === today}
                    shared={shared.has(day)}
                    postId={ids.get(day)}
                  />
                ) : (
                  <td key={weekday} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </Box>
    </Surface>
  );
}
