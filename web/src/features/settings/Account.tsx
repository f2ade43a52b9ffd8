import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/auth/session";
import { useSignOutEverywhere } from "@/data/account";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { Section, Sections } from "@/ui/Section";

import { ChangePassword } from "./ChangePassword";
import { DeleteAccount } from "./DeleteAccount";
import { useLeave } from "./useLeave";

function SignOutEverywhere() {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error } = useSignOutEverywhere(useLeave());
  return (
    <Section title={t("account.everywhere")} about={t("account.everywhereAbout")}>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t("account.everywhere")}
      </Button>
      <ConfirmDialog
        open={open}
        title={t("account.everywhereTitle")}
        confirm={t("account.everywhereConfirm")}
        busy={isPending}
        onConfirm={() => mutate()}
        onClose={() => setOpen(false)}
      >
        <Typography sx={{ mb: error ? 2 : 0 }}>{t("account.everywhereSure")}</Typography>
        <ErrorNote error={error} />
      </ConfirmDialog>
    </Section>
  );
}

/** What one signs in with, and the end of it. */
export function Component() {
  const { t } = useTranslation("settings");
  const email = useSession()?.email ?? "";
  return (
    <Sections>
      <Section title={t("account.signIn")}>
        <Box component="dl" sx={{ m: 0 }}>
          <Typography component="dt" variant="body2" color="textSecondary">
            {t("account.email")}
          </Typography>
          <Typography component="dd" sx={{ m: 0, fontWeight: 600 }}>
            {email}
          </Typography>
        </Box>
      </Section>
      <ChangePassword />
      <SignOutEverywhere />
      <DeleteAccount email={email} />
    </Sections>
  );
}
