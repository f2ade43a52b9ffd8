import { useTranslation } from "react-i18next";

/** The contract's limits, in code points. */
export const mostTitle = 200;
export const mostContent = 10_000;

/** What is wrong with a title or a text, in words; undefined where nothing is. */
export function useTextFault() {
  const { t } = useTranslation();
  return (text: string, most: number): string | undefined => {
    if ([...text].length > most) return t("tooLong", { most });
    return text.trim() ? undefined : t("required");
  };
}
