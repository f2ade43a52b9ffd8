import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { accountsQuery } from "@/data/admin";
import { itemsOf } from "@/data/paged";
import { EmptyState } from "@/ui/EmptyState";
import { Field } from "@/ui/Field";
import { PagedList } from "@/ui/PagedList";
import { Surface } from "@/ui/Surface";

import { AccountRow } from "./AccountRow";
import { useSearch } from "./useSearch";

function AccountsSkeleton() {
  return Array.from({ length: 6 }, (_, index) => (
    <Box key={index} sx={{ display: "flex", gap: 1.75, py: 1.75 }}>
      <Skeleton variant="circular" width={44} height={44} />
      <Box sx={{ flex: 1 }}>
        <Skeleton width="35%" />
        <Skeleton width="55%" />
        <Skeleton width={160} height={26} />
      </Box>
    </Box>
  ));
}

/** Everybody who can sign in, by e-mail. */
export function Component() {
  const { t } = useTranslation("admin");
  const { query, typed, setTyped } = useSearch();
  const accounts = useInfiniteQuery(accountsQuery(query));
  const { error } = accounts;
  if (error instanceof Problem && String(error.document["type"]).endsWith("/no-directory")) {
    return <EmptyState title={t("accounts.elsewhereTitle")}>{t("accounts.elsewhere")}</EmptyState>;
  }
  return (
    <Surface as="div" sx={{ maxWidth: 820 }}>
      <Box role="search">
        <Field
          label={t("accounts.search")}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t("accounts.example")}
        />
      </Box>
      <Box sx={{ mt: 2, "& > ul > li + li": { borderTop: 1, borderColor: "divider" } }}>
        <PagedList
          query={accounts}
          items={itemsOf(accounts.data)}
          keyOf={(account) => account.userId}
          label={t("accounts.title")}
          gap={0}
          skeleton={<AccountsSkeleton />}
          empty={
            <EmptyState title={t("accounts.emptyTitle")}>
              {query ? t("accounts.emptySearch", { query }) : t("accounts.empty")}
            </EmptyState>
          }
        >
          {(account) => <AccountRow account={account} />}
        </PagedList>
      </Box>
    </Surface>
  );
}
