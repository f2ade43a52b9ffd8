import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Controller, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { CognitoError } from "@/auth/cognito";
import { isAllowedPassword } from "@/auth/password";
import { useSession } from "@/auth/session";
import { useChangePassword } from "@/data/account";
import { PasswordRules } from "@/parts/PasswordRules";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { Section } from "@/ui/Section";
import { SwitchRow } from "@/ui/SwitchRow";
import { useToast } from "@/ui/toasts";

interface Passwords {
  previous: string;
  proposed: string;
  shown: boolean;
}

const nothing: Passwords = { previous: "", proposed: "", shown: false };

/** Cognito's refusals that the person can do something about, and the field they are of. */
const refusals = {
  NotAuthorizedException: "previous",
  InvalidPasswordException: "proposed",
  LimitExceededException: "previous",
  TooManyRequestsException: "previous",
} as const;

function refusalOf(error: unknown): keyof typeof refusals | undefined {
  if (!(error instanceof CognitoError) || !(error.name in refusals)) return undefined;
  return error.name as keyof typeof refusals;
}

export function ChangePassword() {
  const { t } = useTranslation(["settings", "common"]);
  const toast = useToast();
  const email = useSession()?.email ?? "";
  const form = useForm<Passwords>({ defaultValues: nothing });
  const { mutate, isPending, error, reset } = useChangePassword();
  const { errors } = form.formState;
  const shown = useWatch({ control: form.control, name: "shown" });
  const type = shown ? "text" : "password";
  const send = form.handleSubmit(({ previous, proposed }) =>
    mutate(
      { previous, proposed },
      {
        onSuccess: () => {
          form.reset(nothing);
          toast(t("account.passwordChanged"));
        },
        onError: (thrown) => {
          const refusal = refusalOf(thrown);
          if (!refusal) return;
          reset();
          form.setError(
            refusals[refusal],
            { message: t(`account.refusal.${refusal}`) },
            { shouldFocus: true },
          );
        },
      },
    ),
  );
  return (
    <Section title={t("account.password")}>
      <Box
        component="form"
        noValidate
        aria-label={t("account.password")}
        onSubmit={(event) => void send(event)}
        sx={{ display: "grid", gap: 2.5, maxWidth: 420 }}
      >
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Controller
          control={form.control}
          name="previous"
          rules={{ required: t("common:required") }}
          render={({ field: { ref, ...field } }) => (
            <Field
              {...field}
              inputRef={ref}
              type={type}
              label={t("account.previous")}
              autoComplete="current-password"
              error={errors.previous?.message}
            />
          )}
        />
        <div>
          <Controller
            control={form.control}
            name="proposed"
            rules={{ validate: (text) => isAllowedPassword(text) || t("account.rulesOpen") }}
            render={({ field: { ref, ...field } }) => (
              <Field
                {...field}
                inputRef={ref}
                type={type}
                label={t("account.proposed")}
                autoComplete="new-password"
                error={errors.proposed?.message}
                hint={<PasswordRules text={field.value} />}
              />
            )}
          />
        </div>
        <Controller
          control={form.control}
          name="shown"
          render={({ field }) => (
            <SwitchRow label={t("account.show")} checked={field.value} onChange={field.onChange} />
          )}
        />
        <ErrorNote error={error} />
        <Button
          type="submit"
          variant="contained"
          disabled={isPending}
          sx={{ justifySelf: "start" }}
        >
          {isPending ? t("common:saving") : t("account.change")}
        </Button>
      </Box>
    </Section>
  );
}
