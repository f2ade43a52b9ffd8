import { HttpResponse, http } from "msw";

import { server } from "@/mocks/node";

import {
  type Session,
  accessToken,
  currentSession,
  isAdministrator,
  signIn,
  signOut,
} from "./session";

const email = "ada@example.org";
const place = "dailygrind.session";

const refreshed = vi.fn();
/** Answers refreshes with `answer`, else as the mocked identity does. */
const onRefresh = (answer: () => Response) =>
  http.post("/", ({ request }) => {
    if (!request.headers.get("X-Amz-Target")?.endsWith("GetTokensFromRefreshToken")) return;
    refreshed();
    return answer();
  });
const tokens = (AccessToken: string) =>
  HttpResponse.json({ AuthenticationResult: { AccessToken, ExpiresIn: 3600 } });
const refusal = (type: string) =>
  HttpResponse.json({ __type: type, message: "no" }, { status: 400 });

/** Sets the session's end, as another tab would. */
function expire(): void {
  const session = { ...currentSession()!, expiresAt: Date.now() - 1 } satisfies Session;
  localStorage.setItem(place, JSON.stringify(session));
  window.dispatchEvent(new StorageEvent("storage", { key: place }));
}

beforeEach(async () => {
  refreshed.mockClear();
  await signIn(email, "Correct-Horse-1");
});

it("keeps the session on the device", () => {
  expect(JSON.parse(localStorage.getItem(place)!)).toMatchObject({ email });
  expect(isAdministrator(currentSession())).toBe(true);
});

it("uses a token until shortly before its end, then a new one", async () => {
  server.use(onRefresh(() => tokens("new")));
  expect(await accessToken()).toBe(currentSession()!.accessToken);
  expect(refreshed).not.toHaveBeenCalled();
  expire();
  expect(await accessToken()).toBe("new");
  expect(currentSession()).toMatchObject({ accessToken: "new", refreshToken: "refresh" });
});

it("takes the token that another tab has fetched meanwhile", async () => {
  server.use(onRefresh(() => tokens("mine")));
  expire();
  const theirs = { ...currentSession()!, accessToken: "theirs", expiresAt: Date.now() + 1e6 };
  localStorage.setItem(place, JSON.stringify(theirs)); // its event is still on the way
  expect(await accessToken()).toBe("theirs");
  expect(refreshed).not.toHaveBeenCalled();
});

it("ends where the refresh token holds no longer", async () => {
  server.use(onRefresh(() => refusal("NotAuthorizedException")));
  expire();
  expect(await accessToken()).toBeUndefined();
  expect(currentSession()).toBeUndefined();
  expect(localStorage.getItem(place)).toBeNull();
});

it("stays where the server cannot be reached or has too much to do", async () => {
  for (const answer of [() => HttpResponse.error(), () => refusal("TooManyRequestsException")]) {
    server.use(onRefresh(answer));
    expire();
    await expect(accessToken()).rejects.toMatchObject({ passing: true });
    expect(currentSession()).toBeDefined();
  }
});

it("signs out here even where the server does not answer", async () => {
  server.use(http.post("/", () => HttpResponse.error()));
  await signOut();
  expect(currentSession()).toBeUndefined();
  expect(localStorage.getItem(place)).toBeNull();
});

it("hears of a sign-out in another tab", () => {
  localStorage.removeItem(place);
  window.dispatchEvent(new StorageEvent("storage", { key: place }));
  expect(currentSession()).toBeUndefined();
});
