import { useTranslation } from "react-i18next";

import { EmptyState } from "./EmptyState";
import { LinkButton } from "./LinkButton";
import { Page } from "./Page";

/** For an address whose subject is gone or not to be seen: which of both is not told. */
export function NotThere() {
  const { t } = useTranslation();
  return (
    <Page title={t("notFoundTitle")} quiet>
      <EmptyState
        // The page's heading says it already.
        title={<span aria-hidden>{t("notFoundTitle")}</span>}
        action={
          <LinkButton to="/" variant="contained">
            {t("toToday")}
          </LinkButton>
        }
      >
        {t("notFound")}
      </EmptyState>
    </Page>
  );
}
