import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useId } from "react";
import { type Control, useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { deviceZone } from "@/time/days";
import { useNow } from "@/time/useNow";
import { timeInWords } from "@/time/words";

import { FormField } from "./FormField";
import type { ProfileValues } from "./profileValues";
import { readZone, zones } from "./zones";

/** The zone in which my day begins and ends: a part of its name finds it. */
export function ZoneField({ control }: { control: Control<ProfileValues> }) {
  const { t, i18n } = useTranslation("me");
  const id = useId();
  const now = useNow(30_000);
  const { field } = useController({ control, name: "timeZone" });
  const zone = readZone(field.value);
  const here = deviceZone();
  return (
    <Box>
      <FormField
        control={control}
        name="timeZone"
        label={t("profile.zone")}
        required
        inputProps={{ list: id, autoComplete: "off", spellCheck: false }}
        onFocus={(event) => event.target.select()}
        validate={(value) => readZone(String(value)) !== undefined || t("profile.noZone")}
        hint={
          <>
            {zone &&
              t("profile.timeThere", {
                time: timeInWords(new Date(now), zone, i18n.language),
              })}{" "}
            {t("profile.zoneHint")}
          </>
        }
      />
      <datalist id={id}>
        {zones.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {zone !== here && (
        <Button size="small" onClick={() => field.onChange(here)} sx={{ mt: 0.5, ml: -1.75 }}>
          {t("profile.thisZone", { zone: here })}
        </Button>
      )}
    </Box>
  );
}
