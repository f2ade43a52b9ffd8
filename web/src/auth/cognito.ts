/**
 * Amazon Cognito's user pool API, as far as an app without a secret speaks it. The embedded
 * identity answers the same calls.
 */
import { type InstanceConfig, instanceConfig } from "@/api/config";

/** A refusal: `name` is Cognito's exception, `message` its text. */
export class CognitoError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }

  get offline(): boolean {
    return this.name === "NetworkError";
  }
}

export interface Tokens {
  accessToken: string;
  /** Absent in an answer that keeps the one that was sent. */
  refreshToken: string | undefined;
  /** Seconds from the answer. */
  expiresIn: number;
}

interface AuthenticationResult {
  AccessToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
}

export function endpointOf(config: InstanceConfig): string {
  if (config.authEndpoint) return `${config.authEndpoint.replace(/\/$/, "")}/`;
  if (config.authFlow === "USER_PASSWORD_AUTH") return "/";
  const region = config.userPoolId.slice(0, config.userPoolId.indexOf("_"));
  return `https://cognito-idp.${region}.amazonaws.com/`;
}

interface Refusal {
  __type?: string;
  message?: string;
}

export async function call<Answer>(
  operation: string,
  input: Record<string, unknown>,
): Promise<Answer> {
  const config = await instanceConfig();
  let response: Response;
  try {
    response = await fetch(endpointOf(config), {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(input),
    });
  } catch {
    throw new CognitoError("NetworkError", "The server cannot be reached");
  }
  const text = await response.text();
  let answer: Record<string, unknown> = {};
  try {
    if (text) answer = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not of Cognito: the status tells.
  }
  if (response.ok) return answer as Answer;
  const { __type: type = `Status${response.status}`, message } = answer as Refusal;
  throw new CognitoError(type.slice(type.lastIndexOf("#") + 1), message ?? type);
}

export function tokensOf({ AuthenticationResult: result }: SignInAnswer): Tokens {
  if (!result) throw new CognitoError("UnsupportedChallenge", "This sign-in asks for more");
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken,
    expiresIn: result.ExpiresIn,
  };
}

export interface SignInAnswer {
  AuthenticationResult?: AuthenticationResult;
  ChallengeName?: string;
  ChallengeParameters?: Record<string, string>;
  Session?: string;
}

export async function signIn(username: string, password: string): Promise<Tokens> {
  const config = await instanceConfig();
  if (config.authFlow === "USER_SRP_AUTH") {
    const { signInWithSrp } = await import("./srp");
    return signInWithSrp(config, username, password);
  }
  return tokensOf(
    await call<SignInAnswer>("InitiateAuth", {
      AuthFlow: config.authFlow,
      ClientId: config.userPoolClientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
}

export async function refresh(refreshToken: string): Promise<Tokens> {
  const { userPoolClientId: ClientId } = await instanceConfig();
  return tokensOf(
    await call<SignInAnswer>("GetTokensFromRefreshToken", { ClientId, RefreshToken: refreshToken }),
  );
}

/**
 * The user name of somebody who signs up: in a pool of Amazon Cognito a fresh UUID, which is their
 * id from then on and has the e-mail as its alias (docs/decisions/0017); elsewhere the e-mail.
 */
const userNameFor = (config: InstanceConfig, email: string) =>
  config.authFlow === "USER_SRP_AUTH" ? crypto.randomUUID() : email;

const unconfirmed = "dailygrind.unconfirmed.";

/** The alias of an address holds only once it is confirmed, so until then the name is remembered. */
const nameOf = (email: string) => localStorage.getItem(unconfirmed + email) ?? email;

export interface SignUpResult {
  confirmed: boolean;
  /** Where the code went, such as `m***@e***`. */
  destination: string | undefined;
}

export async function signUp(
  email: string,
  password: string,
  invitation?: string,
): Promise<SignUpResult> {
  const config = await instanceConfig();
  const Username = userNameFor(config, email);
  const answer = await call<{
    UserConfirmed: boolean;
    CodeDeliveryDetails?: { Destination: string };
  }>("SignUp", {
    ClientId: config.userPoolClientId,
    Username,
    Password: password,
    UserAttributes: [{ Name: "email", Value: email }],
    ...(invitation ? { ClientMetadata: { invitation } } : {}),
  });
  if (!answer.UserConfirmed) localStorage.setItem(unconfirmed + email, Username);
  return {
    confirmed: answer.UserConfirmed,
    destination: answer.CodeDeliveryDetails?.Destination,
  };
}

async function withClient(operation: string, input: Record<string, unknown>): Promise<void> {
  const { userPoolClientId: ClientId } = await instanceConfig();
  await call(operation, { ClientId, ...input });
}

export async function confirmSignUp(email: string, code: string): Promise<void> {
  await withClient("ConfirmSignUp", { Username: nameOf(email), ConfirmationCode: code });
  localStorage.removeItem(unconfirmed + email);
}
export const resendCode = (email: string) =>
  withClient("ResendConfirmationCode", { Username: nameOf(email) });
export const forgotPassword = (email: string) => withClient("ForgotPassword", { Username: email });
export const confirmForgotPassword = (email: string, code: string, password: string) =>
  withClient("ConfirmForgotPassword", {
    Username: email,
    ConfirmationCode: code,
    Password: password,
  });
export const revoke = (refreshToken: string) => withClient("RevokeToken", { Token: refreshToken });

export const changePassword = (accessToken: string, previous: string, proposed: string) =>
  call("ChangePassword", {
    AccessToken: accessToken,
    PreviousPassword: previous,
    ProposedPassword: proposed,
  });
export const globalSignOut = (accessToken: string) =>
  call("GlobalSignOut", { AccessToken: accessToken });
export const deleteUser = (accessToken: string) => call("DeleteUser", { AccessToken: accessToken });
