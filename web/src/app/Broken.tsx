import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";

import { EmptyState } from "@/ui/EmptyState";

/** Where a screen failed to load or to render. */
export function Broken() {
  const { t } = useTranslation();
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <Box component="main">
      <EmptyState
        title={t("brokenTitle")}
        action={
          <Button variant="contained" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        }
      >
        {t("broken")}
      </EmptyState>
    </Box>
  );
}
