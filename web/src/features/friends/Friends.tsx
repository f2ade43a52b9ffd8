import Badge from "@mui/material/Badge";
import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation } from "react-router";

import { itemsOf } from "@/data/paged";
import { incomingQuery } from "@/data/people";
import { Page } from "@/ui/Page";
import { visuallyHidden } from "@/ui/visuallyHidden";

const Tab = styled(NavLink)(({ theme }) => ({
  display: "flex",
  alignItems: "center",
  gap: 8,
  minHeight: 48,
  padding: theme.spacing(0, 0.25),
  color: theme.vars!.palette.text.secondary,
  fontWeight: 600,
  textDecoration: "none",
  borderBottom: "3px solid transparent",
  marginBottom: -1,
  "&:hover": { color: theme.vars!.palette.text.primary },
  "&.active": {
    color: theme.vars!.palette.text.primary,
    borderBottomColor: theme.vars!.palette.primary.main,
  },
}));

const tabs = [
  { to: "/friends", name: "mine" },
  { to: "/friends/requests", name: "requests" },
  { to: "/friends/find", name: "find" },
] as const;

/** My friends, who wants to be one, and everybody else: each has its own address. */
export function Component() {
  const { t } = useTranslation("friends");
  const { pathname } = useLocation();
  const { data, hasNextPage } = useInfiniteQuery(incomingQuery);
  const waiting = itemsOf(data).length;
  const here = tabs.findLast(({ to }) => pathname.startsWith(to)) ?? tabs[0];
  return (
    <Page title={t(`tab.${here.name}`)} heading={t("title")}>
      <Box
        component="nav"
        aria-label={t("title")}
        sx={{ borderBottom: 1, borderColor: "divider", mb: 3 }}
      >
        <Box
          component="ul"
          sx={{ listStyle: "none", m: 0, p: 0, display: "flex", columnGap: { xs: 2.5, sm: 4 } }}
        >
          {tabs.map(({ to, name }) => (
            <li key={to}>
              <Tab to={to} end>
                {t(`tab.${name}`)}
                {name === "requests" && waiting > 0 && (
                  <>
                    <Box component="span" sx={visuallyHidden}>
                      , {t("waiting", { count: waiting })}
                    </Box>
                    <Badge
                      aria-hidden
                      color="primary"
                      badgeContent={hasNextPage ? `${waiting}+` : waiting}
                      sx={{ "& .MuiBadge-badge": { position: "static", transform: "none" } }}
                    />
                  </>
                )}
              </Tab>
            </li>
          ))}
        </Box>
      </Box>
      <Outlet />
    </Page>
  );
}
