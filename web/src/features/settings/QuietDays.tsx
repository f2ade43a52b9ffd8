import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "@/ui/Field";

import {
  type Stretch,
  daysOf,
  mostQuietDays,
  stretchesOf,
  withStretch,
  withoutStretch,
} from "./quiet";

interface QuietDaysProps {
  days: readonly string[];
  /** In the zone of the profile. */
  today: string;
  onChange: (days: string[]) => void;
}

const inWords = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
} as const;

const nothing = { from: "", to: "" };

function useFault(days: readonly string[], today: string) {
  const { t } = useTranslation("settings");
  return ({ from, to }: Stretch): string | undefined => {
    if (!from) return t("notifications.quietNeeded");
    if (from < today) return t("notifications.quietPast");
    if (to && to < from) return t("notifications.quietOrder");
    // Told before the days are counted out: a year 9999 has many.
    const end = to || from;
    const tooLong = Date.parse(end) - Date.parse(from) > mostQuietDays * 86_400_000;
    if (tooLong || days.length + daysOf({ from, to: end }).length > mostQuietDays) {
      return t("notifications.quietMany", { most: mostQuietDays });
    }
    return undefined;
  };
}

/** Days on which I am left alone: single ones, and stretches such as a holiday. */
export function QuietDays({ days, today, onChange }: QuietDaysProps) {
  const { t, i18n } = useTranslation("settings");
  const [typed, setTyped] = useState<Stretch>(nothing);
  const [error, setError] = useState<string>();
  const faultOf = useFault(days, today);
  const format = new Intl.DateTimeFormat(i18n.language, inWords);
  const nameOf = ({ from, to }: Stretch) => format.formatRange(Date.parse(from), Date.parse(to));
  const add = (event: FormEvent) => {
    event.preventDefault();
    const fault = faultOf(typed);
    setError(fault);
    if (fault) return;
    onChange(withStretch(days, { from: typed.from, to: typed.to || typed.from }, today));
    setTyped(nothing);
  };
  const ahead = stretchesOf(days.filter((day) => day >= today));
  return (
    <div role="group" aria-label={t("notifications.quiet")}>
      <Typography sx={{ fontWeight: 600 }} aria-hidden>
        {t("notifications.quiet")}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t("notifications.quietAbout")}
      </Typography>
      {ahead.length > 0 && (
        <Box
          component="ul"
          aria-label={t("notifications.quiet")}
          sx={{
            listStyle: "none",
            m: 0,
            mt: 1,
            p: 0,
            "& > li + li": { borderTop: 1, borderColor: "divider" },
          }}
        >
          {ahead.map((stretch) => (
            <Box
              component="li"
              key={stretch.from}
              sx={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}
            >
              <span>{nameOf(stretch)}</span>
              <IconButton
                aria-label={t("notifications.quietRemove", { day: nameOf(stretch) })}
                onClick={() => onChange(withoutStretch(days, stretch))}
                sx={{ mr: -1.5 }}
              >
                <X size={18} aria-hidden />
              </IconButton>
            </Box>
          ))}
        </Box>
      )}
      <Box
        component="form"
        noValidate
        onSubmit={add}
        sx={{ display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: 1.5, mt: 1.5 }}
      >
        <Box sx={{ flex: "1 1 150px" }}>
          <Field
            label={t("notifications.quietFrom")}
            type="date"
            inputProps={{ min: today }}
            value={typed.from}
            onChange={(event) => setTyped({ ...typed, from: event.target.value })}
            error={error}
          />
        </Box>
        <Box sx={{ flex: "1 1 150px" }}>
          <Field
            label={t("notifications.quietTo")}
            optional={t("notifications.quietToOptional")}
            type="date"
            inputProps={{ min: typed.from || today }}
            value={typed.to}
            onChange={(event) => setTyped({ ...typed, to: event.target.value })}
          />
        </Box>
        {/* Beside the inputs, below their labels. */}
        <Button type="submit" variant="outlined" sx={{ mt: { xs: 0, sm: "31px" }, minHeight: 48 }}>
          {t("notifications.quietAdd")}
        </Button>
      </Box>
    </div>
  );
}
