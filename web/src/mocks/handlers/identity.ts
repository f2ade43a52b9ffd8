import { http, HttpResponse } from "msw";

import { vapidKey } from "./push";

const token = (groups: string[]) =>
  `e30.${btoa(JSON.stringify({ sub: "me", "cognito:groups": groups }))}.mock`;

/** Accounts of the mocked instance: any password signs in but "wrong". */
const operations: Record<string, (input: Record<string, never>) => object> = {
  InitiateAuth: ({ AuthParameters: given }: { AuthParameters?: Record<string, string> }) =>
    given?.["PASSWORD"] === "wrong"
      ? { __type: "NotAuthorizedException", message: "Incorrect username or password." }
      : signedIn(),
  GetTokensFromRefreshToken: signedIn,
  ChangePassword: ({ PreviousPassword: previous }: { PreviousPassword?: string }) =>
    previous === "wrong"
      ? { __type: "NotAuthorizedException", message: "Incorrect username or password." }
      : {},
  SignUp: () => ({ UserConfirmed: true, UserSub: "me" }),
};

function signedIn() {
  return {
    AuthenticationResult: {
      AccessToken: token(["admin"]),
      RefreshToken: "refresh",
      ExpiresIn: 3600,
    },
  };
}

export const identity = [
  http.post("/", async ({ request }) => {
    const operation = request.headers.get("X-Amz-Target")?.split(".")[1] ?? "";
    const answer = operations[operation]?.((await request.json()) as Record<string, never>) ?? {};
    return HttpResponse.json(answer, { status: "__type" in answer ? 400 : 200 });
  }),
  http.get("/config.json", () =>
    HttpResponse.json({
      instanceName: "DailyGrind",
      apiUrl: "",
      authEndpoint: "",
      authFlow: "USER_PASSWORD_AUTH",
      userPoolId: "local_mock",
      userPoolClientId: "mock",
      vapidKey,
      imprintUrl: "https://example.org/imprint",
      privacyUrl: "https://example.org/privacy",
      signUp: "open",
    }),
  ),
];
