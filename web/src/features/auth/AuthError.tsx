import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";

import { CognitoError } from "@/auth/cognito";
import { useProblemText } from "@/ui/problemText";

const known = [
  "NotAuthorizedException",
  "UsernameExistsException",
  "AliasExistsException",
  "InvalidPasswordException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "LimitExceededException",
  "TooManyRequestsException",
  "UserNotConfirmedException",
  "UserLambdaValidationException",
  "InvalidParameterException",
  "NetworkError",
] as const;

/** What Cognito refused, in words. */
export function useAuthErrorText(): (error: unknown) => string {
  const { t } = useTranslation("auth");
  const problemText = useProblemText();
  return (error) => {
    if (!(error instanceof CognitoError)) return problemText(error);
    const name = known.find((each) => each === error.name) ?? "other";
    return t(`errors.${name}`, { message: error.message });
  };
}

export function AuthError({ error }: { error: unknown }) {
  const text = useAuthErrorText();
  if (!error) return null;
  return (
    <Typography role="alert" color="error" variant="body2" sx={{ fontWeight: 600 }}>
      {text(error)}
    </Typography>
  );
}
