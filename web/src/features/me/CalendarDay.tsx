import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { dayInWords } from "@/time/words";
import { visuallyHidden } from "@/ui/visuallyHidden";

interface CalendarDayProps {
  /** `YYYY-MM-DD` */
  day: string;
  today: boolean;
  /** Whether I shared something. */
  shared: boolean;
  /** What I shared, where it is known. */
  postId: string | undefined;
}

/** A day: filled where I shared something, ringed where it is today, and said in words. */
export function CalendarDay({ day, today, shared, postId }: CalendarDayProps) {
  const { t, i18n } = useTranslation("me");
  const words = dayInWords(day, i18n.language, { day: "numeric", month: "long" });
  const shown = {
    display: "grid",
    placeItems: "center",
    width: 34,
    height: 34,
    mx: "auto",
    borderRadius: "50%",
    fontSize: "0.875rem",
    fontVariantNumeric: "tabular-nums",
    color: shared ? "primary.contrastText" : "text.secondary",
    bgcolor: shared ? "primary.main" : "transparent",
    fontWeight: shared || today ? 650 : 400,
    textDecoration: "none",
    ...(today && {
      outline: "2px solid",
      outlineColor: "primary.main",
      outlineOffset: shared ? "2px" : "-2px",
      color: shared ? "primary.contrastText" : "text.primary",
    }),
  } as const;
  const number = Number(day.slice(8));
  const note = [today && t("calendar.today"), shared && t("calendar.sharedOn", { day: words })];
  return (
    <Box component="td" sx={{ p: 0.25 }} {...(today && { "aria-current": "date" })}>
      {shared && postId ? (
        <Box
          component={Link}
          to={`/pieces/${postId}`}
          aria-label={t("calendar.pieceOf", { day: words })}
          sx={shown}
        >
          {number}
        </Box>
      ) : (
        <Box sx={shown}>
          <span aria-hidden={shared || today}>{number}</span>
          {(shared || today) && (
            <Box component="span" sx={visuallyHidden}>
              {[number, ...note.filter(Boolean)].join(", ")}
            </Box>
          )}
        </Box>
      )}
    </Box>
  );
}
