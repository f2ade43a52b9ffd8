/**
 * The account client against a real pool, which tests/system/test_web_sign_in.py starts: run with
 * `vitest run --config vitest.live.config.ts`.
 */
import { accessToken, currentSession, groupsOf, signIn, signOut } from "./session";
import { signUp } from "./cognito";

const { POOL_ENDPOINT, POOL_ID, POOL_CLIENT, POOL_EMAIL, POOL_PASSWORD } = process.env;
const email = POOL_EMAIL!;
const password = POOL_PASSWORD!;

beforeAll(() => {
  const config = {
    authEndpoint: POOL_ENDPOINT,
    authFlow: "USER_SRP_AUTH",
    userPoolId: POOL_ID,
    userPoolClientId: POOL_CLIENT,
  };
  localStorage.setItem("dailygrind.config", JSON.stringify(config));
});

it("signs in with SRP by the e-mail, which is an alias of the user's name", async () => {
  await signIn(email, password);
  const claims = JSON.parse(atob(currentSession()!.accessToken.split(".")[1]!)) as {
    token_use: string;
    username: string;
  };
  expect(claims.token_use).toBe("access");
  expect(claims.username).toMatch(/^[0-9a-f-]{36}$/);
  expect(groupsOf(currentSession())).toEqual([]);
});

it("refuses a wrong password", async () => {
  await expect(signIn(email, "Wrong-horse-9")).rejects.toThrow(
    expect.objectContaining({ name: "NotAuthorizedException" }) as Error,
  );
});

it("renews the tokens when they have run out", async () => {
  await signIn(email, password);
  const session = { ...currentSession()!, expiresAt: 0 };
  localStorage.setItem("dailygrind.session", JSON.stringify(session));
  window.dispatchEvent(new StorageEvent("storage", { key: "dailygrind.session" }));
  expect(await accessToken()).toBeTruthy();
  expect(currentSession()!.expiresAt).toBeGreaterThan(Date.now());
  await signOut();
});

it("signs up under a fresh id, with the e-mail as an attribute", async () => {
  const result = await signUp(`new-${email}`, password);
  expect(result.confirmed).toBe(false);
  expect(localStorage.getItem(`dailygrind.unconfirmed.new-${email}`)).toMatch(/^[0-9a-f-]{36}$/);
});
