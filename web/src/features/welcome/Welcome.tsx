import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";

import { freshConfig } from "@/api/config";
import { useSession } from "@/auth/session";
import { Link, LinkButton } from "@/ui/LinkButton";
import { Logo } from "@/ui/Logo";

import { Dial } from "./Dial";

/** What strangers see: what this is, and the two ways in. */
export function Component() {
  const { t } = useTranslation("auth");
  const config = useQuery({ queryKey: ["config"], queryFn: freshConfig });
  const session = useSession();
  if (session) return <Navigate to="/" replace />;
  const { instanceName, imprintUrl, privacyUrl, signUp } = config.data ?? {};
  const links = [
    { url: imprintUrl, text: t("imprint") },
    { url: privacyUrl, text: t("privacy") },
  ];
  return (
    <Box sx={{ minHeight: "100dvh", display: "flex", flexDirection: "column", overflow: "hidden" }}>
      <title>DailyGrind</title>
      <Box
        component="header"
        sx={{ display: "flex", alignItems: "center", gap: 1.25, px: { xs: 2.5, md: 5 }, py: 2.5 }}
      >
        <Logo />
        <Typography variant="h3" component="span" sx={{ flex: 1 }}>
          {instanceName ?? "DailyGrind"}
        </Typography>
        <LinkButton to="/sign-in" color="inherit">
          {t("signIn")}
        </LinkButton>
      </Box>
      <Box
        component="main"
        sx={{
          flex: 1,
          display: "grid",
          gridTemplateColumns: { md: "minmax(0, 1.1fr) minmax(0, 0.9fr)" },
          alignItems: { md: "center" },
          alignContent: { xs: "start", md: "center" },
          gap: { xs: 4, md: 8 },
          maxWidth: 1160,
          mx: "auto",
          width: "100%",
          px: { xs: 2.5, md: 5 },
          py: { xs: 3, md: 6 },
        }}
      >
        <div>
          <Typography
            variant="h1"
            sx={{ fontSize: "clamp(2.5rem, 1.6rem + 4vw, 4.25rem)", lineHeight: 1.04, mb: 3 }}
          >
            {t("tagline")}
          </Typography>
          <Typography variant="read" component="p" color="textSecondary" sx={{ maxWidth: 520 }}>
            {t("pitch")}
          </Typography>
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, my: 4 }}>
            {signUp !== "closed" && (
              <LinkButton to="/sign-up" variant="contained" size="large">
                {t("signUp")}
              </LinkButton>
            )}
            <LinkButton to="/sign-in" variant="outlined" size="large">
              {t("signIn")}
            </LinkButton>
          </Box>
          {config.isError && (
            <Typography role="alert" color="error">
              {t("noServer")}
            </Typography>
          )}
          <Box component="ul" sx={{ m: 0, pl: 2.5, color: "text.secondary", lineHeight: 2 }}>
            <li>{t("points.noon")}</li>
            <li>{t("points.end")}</li>
            <li>{t("points.own")}</li>
          </Box>
        </div>
        <Dial />
      </Box>
      <Box component="footer" sx={{ px: { xs: 2.5, md: 5 }, py: 2, display: "flex", gap: 3 }}>
        {links.map(
          ({ url, text }) =>
            url && (
              <Link key={url} to={url} variant="body2" color="textSecondary" sx={{ py: 0.5 }}>
                {text}
              </Link>
            ),
        )}
      </Box>
    </Box>
  );
}
