import { useQuery } from "@tanstack/react-query";

import type { Preferences } from "@/api/types";
import { preferencesQuery, useSavePreferences } from "@/data/notifications";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

export type Change = Partial<Omit<Preferences, "daily">> & {
  daily?: Partial<Preferences["daily"]>;
};

/** My preferences, and how to change some of them: saved at once, and back where that fails. */
export function usePreferences() {
  const query = useQuery(preferencesQuery);
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate, status } = useSavePreferences();
  const known = query.data;
  const change = (part: Change) => {
    if (!known) return;
    mutate(
      { ...known, ...part, daily: { ...known.daily, ...part.daily } },
      { onError: (error) => toast(problemText(error)) },
    );
  };
  return { query, preferences: known, change, status };
}
