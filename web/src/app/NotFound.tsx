import { useTranslation } from "react-i18next";

import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("notFoundTitle")} quiet>
      <EmptyState
        title={t("notFoundTitle")}
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
