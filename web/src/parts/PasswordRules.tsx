import Box from "@mui/material/Box";
import { Check, Circle } from "lucide-react";
import { useTranslation } from "react-i18next";

import { passwordRules } from "@/auth/password";
import { visuallyHidden } from "@/ui/visuallyHidden";

/** The rules of passwords, each with whether the text keeps to it. */
export function PasswordRules({ text }: { text: string }) {
  const { t } = useTranslation("auth");
  return (
    <Box component="ul" aria-label={t("rules")} sx={{ listStyle: "none", p: 0, m: 0 }}>
      {passwordRules.map(({ id, holds }) => {
        const met = holds(text);
        return (
          <Box
            component="li"
            key={id}
            sx={{
              display: "flex",
              alignItems: "center",
              gap: 1,
              color: met ? "success.main" : "text.secondary",
            }}
          >
            {met ? <Check size={16} aria-hidden /> : <Circle size={12} aria-hidden />}
            <span>{t(`rule.${id}`)}</span>
            <Box component="span" sx={visuallyHidden}>
              {`, ${met ? t("ruleMet") : t("ruleOpen")}`}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
