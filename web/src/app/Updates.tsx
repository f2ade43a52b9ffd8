import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useToast } from "@/ui/toasts";

import { onNewVersion } from "./worker";

/** Offers to reload once the worker of a newer version waits. */
export function Updates() {
  const { t } = useTranslation();
  const toast = useToast();
  useEffect(
    () =>
      onNewVersion((activate) =>
        toast({ text: t("newVersion"), action: { label: t("reload"), run: activate } }),
      ),
    [t, toast],
  );
  return null;
}
