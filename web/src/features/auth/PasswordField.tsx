import IconButton from "@mui/material/IconButton";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { PasswordRules } from "@/parts/PasswordRules";
import { Field, type FieldProps } from "@/ui/Field";

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
