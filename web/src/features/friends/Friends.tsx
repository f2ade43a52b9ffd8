import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";

import { itemsOf } from "@/data/paged";
import { incomingQuery } from "@/data/people";
import { Page } from "@/ui/Page";
import { SubNavigation } from "@/ui/SubNavigation";

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
  const entries = tabs.map(({ to, name }) => ({
    to,
    label: t(`tab.${name}`),
    ...(name === "requests" &&
      waiting > 0 && {
        count: hasNextPage ? `${waiting}+` : `${waiting}`,
        note: t("waiting", { count: waiting }),
      }),
  }));
  return (
    <Page title={t(`tab.${here.name}`)} heading={t("title")}>
      <SubNavigation label={t("title")} entries={entries} />
      <Outlet />
    </Page>
  );
}
