import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { currentSession } from "@/auth/session";
import { useSaveProfile } from "@/data/people";
import { deviceZone } from "@/time/days";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { focusFirstFault } from "@/ui/focusFirstFault";
import { Page } from "@/ui/Page";
import { useDraft } from "@/data/drafts";

const empty = { firstName: "", lastName: "", headline: "" };

/** Makes the profile. The time zone is the device's until one says otherwise. */
export function ProfileStep() {
  const { t } = useTranslation("start");
  const { t: common } = useTranslation();
  const email = currentSession()?.email;
  const { value, change, clear } = useDraft(`profile.${email ?? ""}`, empty);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveProfile();
  const zone = deviceZone();
  const field = (name: keyof typeof empty) => ({
    value: value[name],
    onChange: (event: { target: { value: string } }) =>
      change({ ...value, [name]: event.target.value }),
    error: tried && name !== "headline" && !value[name].trim() ? common("required") : undefined,
  });
  const submit = () => {
    setTried(true);
    if (!value.firstName.trim() || !value.lastName.trim()) {
      focusFirstFault(form.current);
      return;
    }
    const profile = { ...value, timeZone: zone, ...(email && { email }) };
    save.mutate({ profile, exists: false }, { onSuccess: clear });
  };
  return (
    <>
      <Typography variant="overline" color="textSecondary">
        {t("step", { step: 1, of: 2 })}
      </Typography>
      <Page title={t("profileTitle")}>
        <Typography color="textSecondary" sx={{ mb: 3 }}>
          {t("profileIntro")}
        </Typography>
        <Box
          component="form"
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          sx={{ display: "grid", gap: 2.5 }}
        >
          <Field
            label={t("firstName")}
            autoComplete="given-name"
            most={100}
            {...field("firstName")}
          />
          <Field
            label={t("lastName")}
            autoComplete="family-name"
            most={100}
            {...field("lastName")}
          />
          <Field
            label={t("headline")}
            optional={common("optional")}
            most={200}
            hint={t("headlineHint")}
            {...field("headline")}
          />
          <Typography variant="body2" color="textSecondary">
            {t("zone", { zone: zone.replaceAll("_", " ") })}
          </Typography>
          <ErrorNote error={save.error} />
          <Button type="submit" variant="contained" size="large" disabled={save.isPending}>
            {t("next")}
          </Button>
        </Box>
      </Page>
    </>
  );
}
