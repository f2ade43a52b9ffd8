import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { confirmSignUp, resendCode } from "@/auth/cognito";
import { Field } from "@/ui/Field";

import { AuthError } from "./AuthError";
import { AuthPage } from "./AuthPage";

interface CodeProps {
  email: string;
  destination?: string | undefined;
  onConfirmed: () => void;
  /** Sends a code at once: for who comes back later. */
  resendFirst?: boolean;
}

/** Asks for the code that went to an address, which proves that it is theirs. */
export function Code({ email, destination, onConfirmed, resendFirst = false }: CodeProps) {
  const { t } = useTranslation("auth");
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmSignUp(email, code.trim()),
    onSuccess: onConfirmed,
  });
  const resend = useMutation({ mutationFn: () => resendCode(email) });
  const { mutate: sendAnother } = resend;
  useEffect(() => {
    if (resendFirst) sendAnother();
  }, [resendFirst, sendAnother]);
  return (
    <AuthPage title={t("codeTitle")}>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        <Typography>
          {destination ? t("codeSent", { destination }) : t("codeSentSomewhere")}
        </Typography>
        <Field
          label={t("code")}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="one-time-code"
          inputProps={{ inputMode: "numeric" }}
        />
        <AuthError error={confirm.error ?? resend.error} />
        <Button type="submit" variant="contained" disabled={!code.trim() || confirm.isPending}>
          {t("confirm")}
        </Button>
        <Button onClick={() => resend.mutate()} disabled={resend.isPending}>
          {t("resend")}
        </Button>
        <Typography role="status" variant="body2" color="textSecondary">
          {resend.isSuccess && t("resent")}
        </Typography>
      </Box>
    </AuthPage>
  );
}
