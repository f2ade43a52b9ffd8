import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration } from "react-router";

import { wide } from "@/ui/tokens";

import { Back } from "./Back";
import { Navigation } from "./Navigation";
import { OfflineNote } from "./OfflineNote";
import { Signals } from "./Signals";

/** Height of the navigation at the bottom of narrow screens, px; shell.css has it, too. */
const bar = 64;

/** What every screen of a signed-in person stands in: navigation, and the page as main landmark. */
export function Frame() {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: { md: "grid" }, gridTemplateColumns: { md: "232px minmax(0, 1fr)" } }}>
      <Box
        component="a"
        href="#content"
        sx={{
          position: "absolute",
          left: -9999,
          "&:focus": { left: 8, top: 8, zIndex: 2000, p: 1.5, bgcolor: "background.raised" },
        }}
      >
        {t("skip")}
      </Box>
      <Navigation />
      <Box
        component="main"
        id="content"
        tabIndex={-1}
        sx={{
          minWidth: 0,
          px: { xs: 2, sm: 3, md: 5 },
          pt: { xs: 2.5, md: 5 },
          pb: { xs: `calc(${bar + 32}px + env(safe-area-inset-bottom))`, md: 8 },
          [`@media (max-width: ${wide - 1}px)`]: { maxWidth: 720, mx: "auto" },
        }}
      >
        <Box sx={{ maxWidth: 1040, mx: "auto" }}>
          <Back />
          <OfflineNote />
          <Outlet />
        </Box>
      </Box>
      <Signals />
      <ScrollRestoration />
    </Box>
  );
}
