import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { Check, Circle, Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { passwordRules } from "@/auth/password";
import { Field, type FieldProps } from "@/ui/Field";
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
              {met ? t("ruleMet") : t("ruleOpen")}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}

interface PasswordFieldProps extends Omit<FieldProps, "type" | "endAdornment"> {
  /** Shows the rules below: for a new one. */
  withRules?: boolean;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ withRules = false, value, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation("auth");
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      {...rest}
      value={value}
      type={shown ? "text" : "password"}
      autoComplete={withRules ? "new-password" : "current-password"}
      hint={withRules && <PasswordRules text={typeof value === "string" ? value : ""} />}
      endAdornment={
        <IconButton
          onClick={() => setShown(!shown)}
          aria-label={t(shown ? "hidePassword" : "showPassword")}
          edge="end"
        >
          <Icon size={20} aria-hidden />
        </IconButton>
      }
    />
  );
}
