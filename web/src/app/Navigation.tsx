import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { Bell, CircleUserRound, Settings, ShieldCheck, Sun, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { isAdministrator, useSession } from "@/auth/session";
import { unreadQuery } from "@/data/notifications";
import { Logo } from "@/ui/Logo";
import { visuallyHidden } from "@/ui/visuallyHidden";

const Item = styled(NavLink)(({ theme }) => ({
  display: "flex",
  alignItems: "center",
  color: theme.vars!.palette.text.secondary,
  textDecoration: "none",
  fontWeight: 600,
  borderRadius: 12,
  [theme.breakpoints.down("md")]: {
    flex: 1,
    flexDirection: "column",
    justifyContent: "center",
    gap: 2,
    fontSize: "0.75rem",
    minHeight: 64,
  },
  "&.active": { color: theme.vars!.palette.primary.main },
  [theme.breakpoints.up("md")]: {
    gap: 14,
    padding: "10px 14px",
    minHeight: 48,
    "&.active": { backgroundColor: theme.vars!.palette.background.wash },
    "&:hover": { color: theme.vars!.palette.text.primary },
  },
}));

const Icon = styled("span")({ position: "relative", display: "flex" });
const Count = styled("span")(({ theme }) => ({
  position: "absolute",
  top: -8,
  left: 12,
  minWidth: 20,
  padding: "0 5px",
  borderRadius: 999,
  fontSize: "0.75rem",
  lineHeight: "20px",
  textAlign: "center",
  color: theme.vars!.palette.primary.contrastText,
  backgroundColor: theme.vars!.palette.primary.main,
}));

interface EntryProps {
  to: string;
  icon: ReactNode;
  label: string;
  /** Only beside the page, where there is room. */
  onWide?: boolean;
  /** Told to screen readers with the label. */
  note?: string;
}

function Entry({ to, icon, label, onWide, note }: EntryProps) {
  return (
    <Box
      component="li"
      sx={{
        display: { xs: onWide ? "none" : "flex", md: "block" },
        flex: 1,
      }}
    >
      <Item to={to} end={to === "/"}>
        <Icon aria-hidden>{icon}</Icon>
        <span>{label}</span>
        {note && (
          <Box component="span" sx={visuallyHidden}>
            , {note}
          </Box>
        )}
      </Item>
    </Box>
  );
}

/** The way between screens: at the bottom where thumbs are, beside the page where there is room. */
export function Navigation() {
  const { t } = useTranslation();
  const session = useSession();
  const { data: unread = 0 } = useQuery(unreadQuery);
  const size = 22;
  return (
    <Box
      component="nav"
      aria-label={t("navigation")}
      sx={{
        position: { xs: "fixed", md: "sticky" },
        zIndex: 1100,
        inset: { xs: "auto 0 0 0", md: "0 auto auto auto" },
        height: { md: "100dvh" },
        p: { md: 2 },
        pb: { xs: "env(safe-area-inset-bottom)", md: 2 },
        bgcolor: { xs: "background.paper", md: "transparent" },
        borderTop: { xs: 1, md: 0 },
        borderRight: { md: 1 },
        borderColor: { xs: "divider", md: "divider" },
      }}
    >
      <Box
        sx={{
          display: { xs: "none", md: "flex" },
          alignItems: "center",
          gap: 1.25,
          px: 1.5,
          py: 2,
        }}
      >
        <Logo />
        <Typography variant="h3" component="span">
          DailyGrind
        </Typography>
      </Box>
      <Box
        component="ul"
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: { xs: "flex", md: "grid" },
          gap: { md: 0.5 },
          maxWidth: { xs: 560, md: "none" },
          mx: "auto",
        }}
      >
        <Entry to="/" icon={<Sun size={size} />} label={t("today")} />
        <Entry to="/friends" icon={<UsersRound size={size} />} label={t("friends")} />
        <Entry
          to="/inbox"
          label={t("inbox")}
          {...(unread > 0 && { note: t("unread", { count: unread }) })}
          icon={
            <>
              <Bell size={size} />
              {unread > 0 && <Count>{unread > 99 ? "99+" : unread}</Count>}
            </>
          }
        />
        <Entry to="/me" icon={<CircleUserRound size={size} />} label={t("me")} />
        <Entry
          to="/settings"
          icon={<Settings size={size} aria-hidden />}
          label={t("settings")}
          onWide
        />
        {isAdministrator(session) && (
          <Entry
            to="/admin"
            icon={<ShieldCheck size={size} aria-hidden />}
            label={t("admin")}
            onWide
          />
        )}
      </Box>
    </Box>
  );
}
