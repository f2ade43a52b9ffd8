import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";

import { useSession } from "@/auth/session";
import { LinkButton } from "@/ui/LinkButton";
import { Logo } from "@/ui/Logo";
import { Page } from "@/ui/Page";

/** Where a member's invitation link leads: to their profile, for strangers by way of the sign-up. */
export function Component() {
  const { t } = useTranslation("auth");
  const { userId = "" } = useParams();
  const session = useSession();
  const profile = `/people/${encodeURIComponent(userId)}`;
  if (session) return <Navigate to={profile} replace />;
  const next = `next=${encodeURIComponent(profile)}`;
  return (
    <Box component="main" sx={{ maxWidth: 480, mx: "auto", px: 2.5, py: { xs: 8, sm: 14 } }}>
      <Logo size={56} />
      <Box sx={{ mt: 4 }}>
        <Page title={t("invited")}>
          <Typography variant="read" component="p" color="textSecondary" sx={{ mb: 4 }}>
            {t("invitedText")}
          </Typography>
          <Box sx={{ display: "flex", gap: 1.5, flexWrap: "wrap" }}>
            <LinkButton to={`/sign-up?${next}`} variant="contained" size="large">
              {t("signUp")}
            </LinkButton>
            <LinkButton to={`/sign-in?${next}`} variant="outlined" size="large">
              {t("signIn")}
            </LinkButton>
          </Box>
        </Page>
      </Box>
    </Box>
  );
}
