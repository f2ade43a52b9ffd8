import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Check, Circle } from "lucide-react";
import { useTranslation } from "react-i18next";

import { passwordRules } from "@/auth/password";
import { visuallyHidden } from "@/ui/visuallyHidden";

/** The rules for a password; each says whether it is kept. */
export function PasswordRules({ text }: { text: string }) {
  const { t } = useTranslation("settings");
  return (
    <Box component="ul" sx={{ listStyle: "none", m: 0, mt: 1, p: 0, display: "grid", gap: 0.5 }}>
      {passwordRules.map((rule) => {
        const kept = rule.holds(text);
        const Icon = kept ? Check : Circle;
        return (
          <Typography
            key={rule.id}
            component="li"
            variant="body2"
            sx={{
              display: "flex",
              alignItems: "center",
              gap: 1,
              color: kept ? "success.main" : "text.secondary",
            }}
          >
            <Icon size={kept ? 16 : 10} style={{ width: 16 }} aria-hidden />
            <span>
              {t(`account.rule.${rule.id}`)}
              <Box component="span" sx={visuallyHidden}>
                {kept ? ` – ${t("account.ruleKept")}` : ` – ${t("account.ruleOpen")}`}
              </Box>
            </span>
          </Typography>
        );
      })}
    </Box>
  );
}
