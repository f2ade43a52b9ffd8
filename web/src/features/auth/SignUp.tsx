import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { freshConfig } from "@/api/config";
import { signUp } from "@/auth/cognito";
import { isAllowedPassword } from "@/auth/password";
import { signIn } from "@/auth/session";
import { Field } from "@/ui/Field";
import { focusFirstFault } from "@/ui/focusFirstFault";
import { Link } from "@/ui/LinkButton";

import { AuthError } from "./AuthError";
import { AuthPage } from "./AuthPage";
import { Code } from "./Code";
import { isEmail, useNext } from "@/ui/next";
import { PasswordField } from "./PasswordField";

/** Becoming a member: address and password, where the instance wants it a code, then the first steps. */
export function Component() {
  const { t } = useTranslation("auth");
  const navigate = useNavigate();
  const next = useNext();
  const [parameters] = useSearchParams();
  const invitation = parameters.get("invitation") ?? undefined;
  const config = useQuery({ queryKey: ["config"], queryFn: freshConfig });
  const [email, setEmail] = useState(parameters.get("email") ?? "");
  const [password, setPassword] = useState("");
  const [left, setLeft] = useState(false);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: () => navigate(next, { replace: true }),
  });
  const join = useMutation({
    mutationFn: () => signUp(email.trim(), password, invitation),
    onSuccess: ({ confirmed }) => {
      if (confirmed) enter.mutate();
    },
  });
  if (join.data && !join.data.confirmed) {
    const { destination } = join.data;
    return (
      <Code email={email.trim()} destination={destination} onConfirmed={() => enter.mutate()} />
    );
  }

  const mode = config.data?.signUp;
  const closed = mode === "closed" || (mode === "invitation" && !invitation);
  const busy = join.isPending || enter.isPending;
  const footer = (
    <>
      {t("haveAccount")}{" "}
      <Link underline="always" to={`/sign-in?next=${encodeURIComponent(next)}`} state={{ email }}>
        {t("signIn")}
      </Link>
    </>
  );
  const title = t("signUpTitle", { instance: config.data?.instanceName ?? "DailyGrind" });
  if (closed) {
    return (
      <AuthPage title={title} footer={footer}>
        <Typography>{mode === "closed" ? t("closed") : t("byInvitation")}</Typography>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={title} footer={footer}>
      <Box
        component="form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isEmail(email) && isAllowedPassword(password)) join.mutate();
          else focusFirstFault(form.current);
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        <Field
          label={t("email")}
          type="email"
          autoComplete="username"
          value={email}
          error={(tried || (left && email)) && !isEmail(email) ? t("emailWrong") : undefined}
          hint={mode === "domains" && t("byDomain")}
          onChange={(event) => setEmail(event.target.value)}
          onBlur={() => setLeft(true)}
          inputProps={{ inputMode: "email", autoCapitalize: "none" }}
        />
        <PasswordField
          label={t("password")}
          withRules
          error={tried && !isAllowedPassword(password) ? t("rulesOpen") : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <AuthError error={join.error ?? enter.error} />
        <Button type="submit" variant="contained" size="large" disabled={busy}>
          {busy ? t("working") : t("signUp")}
        </Button>
      </Box>
    </AuthPage>
  );
}
