/** People of the tests: accounts with a profile, made over the API, and their calls. */
import type { Page } from "@playwright/test";

export const password = "Correct-Horse-1";
/** Of everybody whom `dailygrind seed` makes. */
export const seededPassword = "DailyGrind-1";

export interface Person {
  email: string;
  userId: string;
  name: string;
  firstName: string;
  session: string;
  /** Asks for new tokens, as the app does when the old ones run out. */
  refresh: () => Promise<unknown>;
  /** A call of the API as this person; undefined where the answer has no body. */
  call: <Answer = unknown>(method: string, path: string, body?: unknown) => Promise<Answer>;
}

async function cognito<Answer>(url: string, operation: string, input: object): Promise<Answer> {
  const answer = await fetch(`${url}/`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

interface SignedIn {
  AuthenticationResult: { AccessToken: string; RefreshToken: string; ExpiresIn: number };
}

let count = 0;

export async function signIn(url: string, email: string, secret = password): Promise<Person> {
  const config = (await (await fetch(`${url}/config.json`)).json()) as {
    userPoolClientId: string;
  };
  const { AuthenticationResult: tokens } = await cognito<SignedIn>(url, "InitiateAuth", {
    ClientId: config.userPoolClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: secret },
  });
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${tokens.AccessToken}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  };
  const me = await call<{ userId: string; firstName: string; lastName: string } | undefined>(
    "GET",
    "/users/me",
  );
  return {
    email,
    userId: me?.userId ?? "",
    firstName: me?.firstName ?? "",
    name: `${me?.firstName} ${me?.lastName}`,
    refresh: () =>
      cognito(url, "GetTokensFromRefreshToken", {
        ClientId: config.userPoolClientId,
        RefreshToken: tokens.RefreshToken,
      }),
    session: JSON.stringify({
      email,
      accessToken: tokens.AccessToken,
      refreshToken: tokens.RefreshToken,
      expiresAt: Date.now() + tokens.ExpiresIn * 1000,
    }),
    call,
  };
}

/** A new account; with a profile, unless `lastName` is undefined. */
export async function join(url: string, firstName: string, lastName?: string): Promise<Person> {
  const config = (await (await fetch(`${url}/config.json`)).json()) as {
    userPoolClientId: string;
  };
  const email = `${firstName.toLowerCase()}${Date.now()}${count++}@example.net`;
  await cognito(url, "SignUp", {
    ClientId: config.userPoolClientId,
    Username: email,
    Password: password,
  });
  if (lastName === undefined) return signIn(url, email);
  const begun = await signIn(url, email);
  await begun.call("POST", "/users/me", { firstName, lastName, timeZone: "Europe/Berlin" });
  return signIn(url, email);
}

export async function befriend(one: Person, other: Person): Promise<void> {
  await one.call("POST", `/users/requests?targetUserId=${other.userId}`);
  await other.call("POST", `/users/requests/${one.userId}/accept`);
}

export const share = (person: Person, title: string, content = "Because it is so.") =>
  person.call<{ postId: string }>("POST", "/posts", { title, content });

/** The page opens as that person from now on. */
export async function enterAs(page: Page, person: Person): Promise<void> {
  await page.addInitScript((session) => {
    if (!sessionStorage.getItem("entered")) localStorage.setItem("dailygrind.session", session);
    sessionStorage.setItem("entered", "yes");
  }, person.session);
}
