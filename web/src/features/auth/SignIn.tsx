import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate } from "react-router";

import { CognitoError } from "@/auth/cognito";
import { signIn, useSession } from "@/auth/session";
import { Field } from "@/ui/Field";
import { focusFirstFault } from "@/ui/focusFirstFault";
import { Link } from "@/ui/LinkButton";

import { AuthError } from "./AuthError";
import { AuthPage } from "./AuthPage";
import { Code } from "./Code";
import { useNext } from "@/ui/next";
import { PasswordField } from "./PasswordField";

/** Signing in, with the code of an address that is not confirmed yet in between. */
export function Component() {
  const { t } = useTranslation("auth");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const next = useNext();
  const session = useSession();
  const given = useLocation().state as { email?: string } | null;
  const [email, setEmail] = useState(given?.email ?? "");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = (text: string) => (tried && !text.trim() ? common("required") : undefined);
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: () => navigate(next, { replace: true }),
  });
  if (session && !enter.isPending && !enter.isSuccess) return <Navigate to={next} replace />;
  const unconfirmed =
    enter.error instanceof CognitoError && enter.error.name === "UserNotConfirmedException";
  if (unconfirmed) {
    return <Code email={email.trim()} onConfirmed={() => enter.mutate()} resendFirst />;
  }
  return (
    <AuthPage
      title={t("signInTitle")}
      footer={
        <>
          {t("noAccount")}{" "}
          <Link underline="always" to={`/sign-up?next=${encodeURIComponent(next)}`}>
            {t("signUp")}
          </Link>
        </>
      }
    >
      <Box
        component="form"
        noValidate
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (email.trim() && password) enter.mutate();
          else focusFirstFault(form.current);
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        <Field
          label={t("email")}
          type="email"
          autoComplete="username"
          value={email}
          error={missing(email)}
          onChange={(event) => setEmail(event.target.value)}
          inputProps={{ inputMode: "email", autoCapitalize: "none" }}
        />
        <PasswordField
          label={t("password")}
          value={password}
          error={missing(password)}
          onChange={(event) => setPassword(event.target.value)}
        />
        <AuthError error={enter.error} />
        <Button type="submit" variant="contained" disabled={enter.isPending} size="large">
          {enter.isPending ? t("working") : t("signIn")}
        </Button>
        <Link to="/reset" state={{ email }} sx={{ justifySelf: "start", py: 1 }}>
          {t("forgot")}
        </Link>
      </Box>
    </AuthPage>
  );
}
