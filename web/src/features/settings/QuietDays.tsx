import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { dayInWords } from "@/time/words";
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

const inWords = { weekday: "short", day: "numeric", month: "short" } as const;
const withYear = { ...inWords, year: "numeric" } as const;

interface Fault {
  /** The field to change. */
  at: "from" | "to";
  text: string;
}

const nothing = { from: "", to: "" };

function useFault(days: readonly string[], today: string) {
  const { t } = useTranslation("settings");
  return ({ from, to }: Stretch): Fault | undefined => {
    if (!from) return { at: "from", text: t("notifications.quietNeeded") };
    if (from < today) return { at: "from", text: t("notifications.quietPast") };
    if (to && to < from) return { at: "to", text: t("notifications.quietOrder") };
    // Told before the days are counted out: a year 9999 has many.
    const end = to || from;
    const tooLong = Date.parse(end) - Date.parse(from) > mostQuietDays * 86_400_000;
    if (tooLong || days.length + daysOf({ from, to: end }).length > mostQuietDays) {
      const text = t("notifications.quietMany", { most: mostQuietDays });
      return { at: to ? "to" : "from", text };
    }
    return undefined;
  };
}

/** Days on which I am left alone: single ones, and stretches such as a holiday. */
export function QuietDays({ days, today, onChange }: QuietDaysProps) {
  const { t, i18n } = useTranslation("settings");
  const [typed, setTyped] = useState<Stretch>(nothing);
  const [fault, setFault] = useState<Fault>();
  const faultOf = useFault(days, today);
  const nameOf = ({ from, to }: Stretch) => {
    const end = dayInWords(to, i18n.language, withYear);
    if (from === to) return end;
    const options = from.slice(0, 4) === to.slice(0, 4) ? inWords : withYear;
    return t("notifications.quietStretch", {
      from: dayInWords(from, i18n.language, options),
      to: end,
    });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const found = faultOf(typed);
    setFault(found);
    if (found) return;
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
        sx={{
          display: "grid",
          gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "1fr 1fr auto" },
          alignItems: "start",
          justifyItems: { xs: "start", sm: "stretch" },
          gap: 1.5,
          mt: 1.5,
        }}
      >
        <Box sx={{ width: "100%" }}>
          <Field
            label={t("notifications.quietFrom")}
            type="date"
            inputProps={{ min: today }}
            value={typed.from}
            onChange={(event) => setTyped({ ...typed, from: event.target.value })}
            error={fault?.at === "from" ? fault.text : undefined}
          />
        </Box>
        <Box sx={{ width: "100%" }}>
          <Field
            label={t("notifications.quietTo")}
            optional={t("notifications.quietToOptional")}
            type="date"
            inputProps={{ min: typed.from || today }}
            value={typed.to}
            onChange={(event) => setTyped({ ...typed, to: event.target.value })}
            error={fault?.at === "to" ? fault.text : undefined}
          />
        </Box>
        {/* Beside the inputs, below their labels. */}
        <Button
          type="submit"
          variant="outlined"
          sx={{ mt: { xs: 0, sm: "28.5px" }, minHeight: 48 }}
        >
          {t("notifications.quietAdd")}
        </Button>
      </Box>
    </div>
  );
}
