import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";

import { isAdministrator, useSession } from "@/auth/session";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { SubNavigation } from "@/ui/SubNavigation";

/** What administrators do; others are told that it is not for them. The server decides on its own. */
export function Component() {
  const { t } = useTranslation(["admin", "common"]);
  const { pathname } = useLocation();
  const session = useSession();
  if (!isAdministrator(session)) {
    return (
      <Page title={t("title")}>
        <EmptyState
          title={t("notYoursTitle")}
          action={
            <LinkButton to="/" variant="contained">
              {t("common:toToday")}
            </LinkButton>
          }
        >
          {t("notYours")}
        </EmptyState>
      </Page>
    );
  }
  const entries = [
    { to: "/admin", label: t("accounts.title") },
    { to: "/admin/jobs", label: t("jobs.title") },
    { to: "/admin/metrics", label: t("metrics.title") },
  ];
  const current = entries.find((entry) => entry.to === pathname.replace(/\/$/, ""));
  return (
    <Page title={current ? `${current.label} · ${t("title")}` : t("title")} heading={t("title")}>
      <SubNavigation label={t("title")} entries={entries} />
      <Outlet />
    </Page>
  );
}
