import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { type Control, useController } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { dayIn, deviceZone } from "@/time/days";
import { Choices } from "@/ui/Choices";
import { Surface } from "@/ui/Surface";

import { isBefore, readDate } from "./dates";
import { FormField } from "./FormField";
import type { ProfileValues } from "./profileValues";
import { ZoneField } from "./ZoneField";

interface Props {
  control: Control<ProfileValues>;
}

const isAhead = (text: string) => {
  const date = readDate(text);
  return date !== undefined && isBefore(dayIn(deviceZone(), Date.now()), date);
};

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Surface>
      <Typography variant="h2" sx={{ mb: 2.5 }}>
        {title}
      </Typography>
      <Box sx={{ display: "grid", gap: 2.5 }}>{children}</Box>
    </Surface>
  );
}

function Privacy({ control }: Props) {
  const { t } = useTranslation("me");
  const { field: profile } = useController({ control, name: "profileVisibility" });
  const { field: contact } = useController({ control, name: "contactVisibility" });
  return (
    <>
      <Choices
        legend={t("profile.visibility")}
        value={profile.value}
        onChange={profile.onChange}
        choices={[
          {
            value: "everyone",
            label: t("profile.toEveryone"),
            text: t("profile.toEveryoneText"),
          },
          { value: "friends", label: t("profile.toFriends"), text: t("profile.toFriendsText") },
        ]}
      />
      <Choices
        legend={t("profile.contact")}
        value={contact.value}
        onChange={contact.onChange}
        choices={[
          { value: "self", label: t("profile.contactSelf"), text: t("profile.contactSelfText") },
          {
            value: "friends",
            label: t("profile.contactFriends"),
            text: t("profile.contactFriendsText"),
          },
        ]}
      />
    </>
  );
}

/** The fields of my profile. */
export function ProfileForm({ control }: Props) {
  const { t } = useTranslation("me");
  return (
    <>
      <Part title={t("profile.about")}>
        <Box
          sx={{
            display: "grid",
            gap: 2.5,
            gridTemplateColumns: { sm: "1fr 1fr" },
            alignItems: "start",
          }}
        >
          <FormField
            control={control}
            name="firstName"
            label={t("profile.firstName")}
            most={100}
            required
            autoComplete="given-name"
          />
          <FormField
            control={control}
            name="lastName"
            label={t("profile.lastName")}
            most={100}
            required
            autoComplete="family-name"
          />
        </Box>
        <FormField
          control={control}
          name="headline"
          label={t("profile.headline")}
          most={200}
          hint={t("profile.headlineHint")}
        />
        <FormField
          control={control}
          name="location"
          label={t("profile.location")}
          most={200}
          autoComplete="address-level2"
        />
        <FormField
          control={control}
          name="birthday"
          label={t("profile.birthday")}
          date
          hint={t("profile.birthdayHint")}
          validate={(value) => !isAhead(String(value)) || t("profile.birthdayAhead")}
          autoComplete="bday"
        />
      </Part>
      <Part title={t("profile.day")}>
        <ZoneField control={control} />
      </Part>
      <Part title={t("profile.who")}>
        <Privacy control={control} />
      </Part>
    </>
  );
}
