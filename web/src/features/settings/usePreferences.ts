import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { type PreferencesChange, preferencesQuery, useSavePreferences } from "@/data/notifications";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

export type Change = PreferencesChange;

/** My preferences, and how to change some of them: saved at once, and back where that fails. */
export function usePreferences() {
  const query = useQuery(preferencesQuery);
  const { t } = useTranslation();
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate } = useSavePreferences();
  const change = (part: Change) =>
    mutate(part, {
      // Where one is looking: what was changed may be far from the card's top.
      onSuccess: () => toast(t("saved")),
      onError: (error) => toast(problemText(error)),
    });
  return { query, preferences: query.data, change };
}
