import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";

import { Page } from "@/ui/Page";
import { SubNavigation } from "@/ui/SubNavigation";

/** Everything that one can choose, on a page for each subject. */
export function Component() {
  const { t } = useTranslation("settings");
  const { pathname } = useLocation();
  const entries = [
    { to: "/settings", label: t("general.title") },
    { to: "/settings/notifications", label: t("notifications.title") },
    { to: "/settings/account", label: t("account.title") },
    { to: "/settings/blocked", label: t("blocked.tab") },
  ];
  const current = entries.find((entry) => entry.to === pathname.replace(/\/$/, ""));
  return (
    <Page title={current ? `${current.label} · ${t("title")}` : t("title")} heading={t("title")}>
      <SubNavigation label={t("title")} entries={entries} />
      <Outlet />
    </Page>
  );
}
