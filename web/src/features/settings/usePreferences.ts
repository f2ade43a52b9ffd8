import { useQuery } from "@tanstack/react-query";

import { type PreferencesChange, preferencesQuery, useSavePreferences } from "@/data/notifications";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

export type Change = PreferencesChange;

/** My preferences, and how to change some of them: saved at once, and back where that fails. */
export function usePreferences() {
  const query = useQuery(preferencesQuery);
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate, status } = useSavePreferences();
  const change = (part: Change) => mutate(part, { onError: (error) => toast(problemText(error)) });
  return { query, preferences: query.data, change, status };
}
