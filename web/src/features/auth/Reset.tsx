import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "react-router";

import { confirmForgotPassword, forgotPassword } from "@/auth/cognito";
import { isAllowedPassword } from "@/auth/password";
import { Field } from "@/ui/Field";
import { LinkButton } from "@/ui/LinkButton";

import { AuthError } from "./AuthError";
import { AuthPage } from "./AuthPage";
import { isEmail } from "@/ui/next";
import { PasswordField } from "./PasswordField";

/**
 * A forgotten password: a code by mail, then the new password. Links of `dailygrind admin
 * reset-password` bring address and code along.
 */
export function Component() {
  const { t } = useTranslation("auth");
  const [parameters] = useSearchParams();
  const given = useLocation().state as { email?: string } | null;
  const linked = parameters.get("code");
  const [email, setEmail] = useState(parameters.get("email") ?? given?.email ?? "");
  const [code, setCode] = useState(linked ?? "");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(Boolean(linked));
  const send = useMutation({
    mutationFn: () => forgotPassword(email.trim()),
    onSuccess: () => setAsked(true),
  });
  const reset = useMutation({
    mutationFn: () => confirmForgotPassword(email.trim(), code.trim(), password),
  });

  if (reset.isSuccess) {
    return (
      <AuthPage title={t("resetTitle")}>
        <Typography role="status" sx={{ mb: 3 }}>
          {t("resetDone")}
        </Typography>
        <LinkButton to="/sign-in" state={{ email }} variant="contained">
          {t("signIn")}
        </LinkButton>
      </AuthPage>
    );
  }
  const ready = isEmail(email) && (!asked || (code.trim() && isAllowedPassword(password)));
  return (
    <AuthPage title={t("resetTitle")}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          (asked ? reset : send).mutate();
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        {!asked && <Typography color="textSecondary">{t("resetIntro")}</Typography>}
        <Field
          label={t("email")}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          inputProps={{ inputMode: "email", autoCapitalize: "none" }}
        />
        {asked && !linked && (
          <Field
            label={t("code")}
            value={code}
            autoComplete="one-time-code"
            onChange={(event) => setCode(event.target.value)}
          />
        )}
        {asked && (
          <PasswordField
            label={t("newPassword")}
            withRules
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <AuthError error={asked ? reset.error : send.error} />
        <Button
          type="submit"
          variant="contained"
          disabled={!ready || send.isPending || reset.isPending}
        >
          {asked ? t("setPassword") : t("sendCode")}
        </Button>
        {!asked && <Button onClick={() => setAsked(true)}>{t("haveCode")}</Button>}
      </Box>
    </AuthPage>
  );
}
