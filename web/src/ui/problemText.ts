import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";

/** Turns what was thrown into a sentence for people: what happened, and what helps. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof Problem)) {
        return error instanceof Error && error.name === "NetworkError"
          ? t("problem.offline")
          : t("problem.unexpected");
      }
      if (error.offline) return t("problem.offline");
      if (error.status === 401) return t("problem.signedOut");
      if (error.status === 403) return t("problem.forbidden");
      if (error.status === 404) return t("problem.notFound");
      if (error.status === 429) return t("problem.tooMany", { seconds: error.retryAfter ?? 60 });
      if (error.status === 503) return t("problem.busy");
      if (error.status >= 500) return t("problem.server", { id: error.requestId ?? "–" });
      return error.faults[0]?.detail ?? error.message;
    },
    [t],
  );
}
