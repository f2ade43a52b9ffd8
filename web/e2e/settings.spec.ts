import type { Page } from "@playwright/test";

import { password, signIn } from "./support/people.ts";
import { expect, test } from "./support/test.ts";

interface Preferences {
  daily: { time: string; weekdays: number[]; quietDays: string[] };
  likes: boolean;
}

const notifications = "/settings/notifications";

test("preferences are saved, and still there after a reload", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada, notifications);
  const likes = page.getByRole("switch", { name: "Somebody likes your piece" });
  const saturday = page.getByRole("button", { name: "Saturday" });
  const time = page.getByLabel("At", { exact: true });
  await expect(likes).toBeChecked();
  await likes.click();
  await saturday.click();
  await time.fill("08:30");
  await page.getByText("A note to read your friends’").click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Next: .*8:30/)).toBeVisible();
  await page.reload();
  await expect(likes).not.toBeChecked();
  await expect(saturday).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByRole("button", { name: "Sunday" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(time).toHaveValue("08:30");
  expect(await ada.call("GET", "/push-notifications/preferences")).toMatchObject({
    daily: { enabled: true, time: "08:30", weekdays: [1, 2, 3, 4, 5, 7] },
    whenAlreadyPosted: "other",
    likes: false,
    comments: true,
  });
});

test("what the server refuses goes back and says so", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada, notifications);
  const comments = page.getByRole("switch", { name: "Somebody comments on your piece" });
  await expect(comments).toBeChecked();
  let refuse = () => {};
  const asked = new Promise<void>((resolve) => (refuse = resolve));
  await page.route("**/push-notifications/preferences", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    await asked;
    return route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" });
  });
  await comments.click();
  await expect(comments).not.toBeChecked();
  refuse();
  await expect(page.getByText(/takes no changes right now/)).toBeVisible();
  await expect(comments).toBeChecked();
  await expect(page.getByText("Saved", { exact: true })).toHaveCount(0);
  expect(await ada.call("GET", "/push-notifications/preferences")).toMatchObject({
    comments: true,
  });
});

test("quiet days are added as a stretch, and removed", async ({ open, member }) => {
  const ada = await member("Ada");
  const year = new Date().getFullYear() + 1;
  const page = await open(ada, notifications);
  const quiet = page.getByRole("group", { name: "Quiet days" });
  const add = async (from: string, to: string) => {
    await quiet.getByLabel("From").fill(from);
    await quiet.getByLabel("To").fill(to);
    await quiet.getByRole("button", { name: "Add" }).click();
  };
  await add("", "");
  await expect(quiet.getByLabel("From")).toHaveAccessibleDescription("Choose a day first");
  await add("2020-01-01", "");
  await expect(quiet.getByLabel("From")).toHaveAccessibleDescription("This day is over");
  await add(`${year}-12-26`, `${year}-12-24`);
  await expect(quiet.getByLabel("To")).toHaveAccessibleDescription(/comes before the first/);
  await add(`${year}-12-24`, `${year}-12-26`);
  const stretches = quiet.getByRole("listitem");
  await expect(stretches).toHaveText(/24\D+26/);
  const saved = () => ada.call<Preferences>("GET", "/push-notifications/preferences");
  const days = [24, 25, 26].map((day) => `${year}-12-${day}`);
  await expect.poll(async () => (await saved()).daily.quietDays).toEqual(days);
  await page.reload();
  await stretches.getByRole("button", { name: /^Remove/ }).click();
  await expect(stretches).toHaveCount(0);
  await expect.poll(async () => (await saved()).daily.quietDays).toEqual([]);
});

test("the language is German once it is chosen, and English again", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/settings");
  const html = page.locator("html");
  const navigation = page.getByRole("navigation", { name: /Main|Haupt/ });
  await page.getByRole("radio", { name: "Deutsch" }).click();
  await expect(html).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(page).toHaveTitle(/Einstellungen/);
  await page.reload();
  await expect(html).toHaveAttribute("lang", "de");
  await navigation.getByRole("link", { name: "Heute" }).click();
  await expect(page.getByRole("heading", { name: "Was hast du gelernt?" })).toBeVisible();
  await navigation.getByRole("link", { name: "Einstellungen" }).click();
  await page.getByRole("radio", { name: "English" }).click();
  await expect(html).toHaveAttribute("lang", "en");
  await expect(navigation.getByRole("link", { name: "Today" })).toBeVisible();
});

test("dark colours are there from the first moment on", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/settings");
  const html = page.locator("html");
  const ground = () =>
    page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  await expect(html).toHaveAttribute("data-theme", "light");
  const light = await ground();
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(html).toHaveAttribute("data-theme", "dark");
  const dark = await ground();
  expect(dark).not.toBe(light);
  // Each theme that the page ever has from now on.
  await page.addInitScript(() => {
    const themes = new Set<string | undefined>();
    Object.assign(window, { themes });
    new MutationObserver(() => {
      if (document.body) themes.add(document.documentElement.dataset["theme"]);
    }).observe(document, { attributes: true, childList: true, subtree: true });
  });
  const themes = () =>
    page.evaluate(() => [...(window as unknown as { themes: Set<string> }).themes]);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await themes()).toEqual(["dark"]);

  await page.route("**/*", (route) =>
    route.request().resourceType() === "script" ? route.abort() : route.continue(),
  );
  await page.reload();
  await expect(page.getByRole("radio")).toHaveCount(0);
  expect(await themes()).toEqual(["dark"]);
  expect(await ground()).toBe(dark);
});

test("the password is changed, and one signs in with the new one", async ({
  open,
  member,
  server,
}) => {
  const ada = await member("Ada");
  const page = await open(ada, "/settings/account");
  const change = async (previous: string, proposed: string) => {
    await page.getByLabel("Current password").fill(previous);
    await page.getByLabel("New password").fill(proposed);
    await page.getByRole("button", { name: "Change password" }).click();
  };
  const proposed = "Another-Horse-2";
  await change(password, "short");
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/does not keep all/);
  await change("Wrong-Horse-1", proposed);
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(
    "This is not your current password",
  );
  await change(password, proposed);
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("");
  await expect(signIn(server.url, ada.email)).rejects.toThrow(/NotAuthorizedException/);
  const other = await open(undefined, "/sign-in");
  await other.getByLabel("E-mail").fill(ada.email);
  await other.getByLabel("Password", { exact: true }).fill(proposed);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { name: "What have you learnt?" })).toBeVisible();
});

test("who was blocked is unblocked", async ({ open, member }) => {
  const [ada, eve] = [await member("Ada"), await member("Eve")];
  await ada.call("POST", `/users/me/blocks/${eve.userId}`);
  await expect(eve.call("GET", `/users/${ada.userId}`)).rejects.toThrow(/404/);
  const page = await open(ada, "/settings/blocked");
  await page.getByRole("button", { name: `Unblock ${eve.name}` }).click();
  await expect(page.getByText(`${eve.name} is no longer blocked.`)).toBeVisible();
  await expect(page.getByText("You can block somebody on their profile.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Unblock/ })).toHaveCount(0);
  await eve.call("GET", `/users/${ada.userId}`);
  await page.goto(`/people/${eve.userId}`);
  await expect(page.getByRole("button", { name: `Add friend: ${eve.name}` })).toBeVisible();
});

const step = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

test("without a worker the push doctor says that this browser cannot be notified", async ({
  open,
  member,
}) => {
  const page = await open(await member("Ada"), notifications);
  await expect(page.getByText("Notifications cannot reach this device yet.")).toBeVisible();
  await expect(step(page, "Secure connection")).toContainText("In order");
  await expect(step(page, "The browser can be notified")).toContainText("another browser, can");
  await expect(page.getByRole("button", { name: "Allow notifications" })).toHaveCount(0);
});

test.describe("with a worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("the push doctor leads from step to step, and says what fails and what helps", async ({
    open,
    member,
  }) => {
    const ada = await member("Ada");
    const page = await open(ada, notifications);
    const permission = step(page, "Permission to notify");
    await expect(page.getByText(/^One click is missing/)).toBeVisible();
    await expect(permission).toContainText("The browser will ask you.");
    await expect(step(page, "This device is subscribed")).toContainText("Later");
    // Without a head, the browser refuses in the place of whoever is asked.
    await permission.getByRole("button", { name: "Allow notifications" }).click();
    await expect(permission).toContainText("Click the icon before the address");
    await expect(page.getByText(/cannot reach this device yet/)).toBeVisible();

    await page.context().grantPermissions(["notifications"]);
    await expect(permission).toContainText("In order");
    const subscription = step(page, "This device is subscribed");
    await subscription.getByRole("button", { name: "Notify this device" }).click();
    // No vendor's push service is in reach of the tests.
    await expect(subscription.getByRole("alert")).toHaveText(
      /^The browser could not reach its push service\. Are you online/,
    );
    await expect(subscription.getByRole("button", { name: "Notify this device" })).toBeEnabled();
    await expect(step(page, "The server knows this device")).toContainText("Later");
    await expect(page.getByRole("button", { name: "Send a test" })).toHaveCount(0);
    expect(await ada.call("GET", "/push-notifications")).toEqual([]);
  });
});
