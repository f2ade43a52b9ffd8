import { useTranslation } from "react-i18next";

import { useToast } from "./toasts";

/** Copies a text and says `done`; where the browser does not allow it, shows the text instead. */
export function useCopy() {
  const { t } = useTranslation();
  const toast = useToast();
  return async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text);
      toast(done);
    } catch {
      toast(t("copyByHand", { text }));
    }
  };
}
