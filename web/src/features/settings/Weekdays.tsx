import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { visuallyHidden } from "@/ui/visuallyHidden";

const Day = styled("button")(({ theme }) => ({
  font: "inherit",
  fontSize: "0.8125rem",
  fontWeight: 600,
  overflowWrap: "normal",
  minHeight: 44,
  flex: "1 1 44px",
  maxWidth: 72,
  padding: 0,
  cursor: "pointer",
  borderRadius: 999,
  color: theme.vars!.palette.text.secondary,
  backgroundColor: theme.vars!.palette.background.raised,
  border: `1px solid ${theme.vars!.palette.edge}`,
  [theme.breakpoints.up("sm")]: { fontSize: "0.9375rem" },
  "&[aria-pressed=true]": {
    color: theme.vars!.palette.primary.contrastText,
    backgroundColor: theme.vars!.palette.primary.main,
    borderColor: theme.vars!.palette.primary.main,
  },
}));

/** ISO 8601: Monday is the first. 2024 began with a Monday. */
const all = [1, 2, 3, 4, 5, 6, 7];
const dateOf = (weekday: number) => new Date(Date.UTC(2024, 0, weekday));

interface WeekdaysProps {
  value: readonly number[];
  onChange: (value: number[]) => void;
}

/** On which days of the week; the last one stays, for none at all is another switch's. */
export function Weekdays({ value, onChange }: WeekdaysProps) {
  const { t, i18n } = useTranslation("settings");
  const name = (weekday: number, width: "short" | "long") =>
    new Intl.DateTimeFormat(i18n.language, { weekday: width, timeZone: "UTC" }).format(
      dateOf(weekday),
    );
  const toggle = (weekday: number) => {
    const rest = value.filter((each) => each !== weekday);
    if (rest.length === value.length) onChange([...value, weekday].sort());
    else if (rest.length > 0) onChange(rest);
  };
  return (
    <div role="group" aria-label={t("notifications.weekdays")}>
      <Typography sx={{ fontWeight: 600, mb: 1 }} aria-hidden>
        {t("notifications.weekdays")}
      </Typography>
      <Box sx={{ display: "flex", gap: { xs: 0.5, sm: 1 } }}>
        {all.map((weekday) => (
          <Day
            key={weekday}
            type="button"
            aria-pressed={value.includes(weekday)}
            onClick={() => toggle(weekday)}
          >
            <span aria-hidden>{name(weekday, "short")}</span>
            <Box component="span" sx={visuallyHidden}>
              {name(weekday, "long")}
            </Box>
          </Day>
        ))}
      </Box>
      {value.length === 1 && (
        <Typography
          variant="caption"
          color="textSecondary"
          role="status"
          component="p"
          sx={{ mt: 1 }}
        >
          {t("notifications.lastWeekday")}
        </Typography>
      )}
    </div>
  );
}
