import { expect, test } from "./support/test.ts";
import { keptOnDevice } from "./support/device.ts";
import { password } from "./support/people.ts";

const fresh = () => `mina${Date.now()}${Math.random().toString(36).slice(2)}@example.net`;

test("a stranger signs up, says who they are, asks three people and shares", async ({ open }) => {
  const page = await open(undefined);
  await expect(page).toHaveURL(/\/welcome$/);
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("E-mail").fill(fresh());
  const secret = page.getByLabel("Password", { exact: true });
  await secret.fill("short");
  await expect(page.getByRole("listitem").filter({ hasText: "a digit" })).toContainText("open");
  await secret.fill(password);
  await expect(page.getByRole("listitem").filter({ hasText: "a digit" })).toContainText("done");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByLabel("First name").fill("Mina");
  await page.getByLabel("Last name").fill("Okafor");
  await page.getByRole("button", { name: "Continue" }).click();
  for (let asked = 1; asked <= 3; ++asked) {
    await page
      .getByRole("button", { name: /^Add friend/ })
      .first()
      .click();
    const words = asked === 1 ? "1 request sent" : `${asked} requests sent`;
    await expect(page.getByText(words)).toBeVisible();
  }
  await page.getByRole("button", { name: "To today's pieces" }).click();
  await page.getByLabel("Title").fill("UTF-8 needs no BOM");
  await page.getByLabel("Text").fill("Its bytes have one order only.");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("You have shared today")).toBeVisible();
  await page.reload();
  await expect(page.getByText("You have shared today")).toBeVisible();
});

test("a deep link leads to its place by way of the sign-in", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(undefined, `/people/${ada.userId}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill("Wrong-Horse-1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is wrong");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/me$/);
});

test("a forgotten password is reset with an administrator's link", async ({
  open,
  member,
  server,
}) => {
  const ada = await member("Ada");
  const link = /https?:\/\/\S+/.exec(server.admin("reset-password", ada.email))![0];
  const page = await open(undefined, link);
  await expect(page.getByLabel("E-mail")).toHaveValue(ada.email);
  await page.getByLabel("New password", { exact: true }).fill("Another-Horse-2");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Password", { exact: true }).fill("Another-Horse-2");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "What have you learnt?" })).toBeVisible();
});

test("signing out leaves nothing of the person on the device", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada);
  await page.getByLabel("Title").fill("A secret draft");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/welcome$/);
  const left = await page.evaluate(() => JSON.stringify(localStorage));
  expect(left).not.toContain(ada.email);
  expect(left).not.toContain("A secret draft");
  await expect.poll(() => keptOnDevice(page)).toBe("[]");
  // What was on its way to the device when the session ended must not arrive after it.
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("E-mail").fill("somebody@example.net");
  expect(await keptOnDevice(page)).toBe("[]");
  await page.goto("/me");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("signing out everywhere ends the session of another device", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada, "/settings/account");
  await page.getByRole("button", { name: /sign out everywhere/i }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /sign out/i })
    .click();
  await expect(page).toHaveURL(/\/(welcome|sign-in)/);
  await expect(ada.refresh()).rejects.toThrow(/NotAuthorizedException/);
});

test("deleting the account asks for the address, and all of it is gone", async ({
  open,
  member,
}) => {
  const ada = await member("Ada", `Gone${Date.now()}`);
  const page = await open(ada, "/settings/account");
  await page.getByRole("button", { name: /delete/i }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("somebody@example.net");
  await dialog.getByRole("button", { name: /delete/i }).click();
  await expect(dialog.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("textbox").fill(ada.email);
  await dialog.getByRole("button", { name: /delete/i }).click();
  await expect(page).toHaveURL(/\/welcome$/);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is wrong");
});

test("an invitation link leads a new member to who invited them", async ({ open, member }) => {
  const ada = await member("Ada", `Host${Date.now()}`);
  const page = await open(undefined, `/invite/${ada.userId}`);
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("E-mail").fill(fresh());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByLabel("First name").fill("Guest");
  await page.getByLabel("Last name").fill("Person");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${ada.userId}$`));
  await page.getByRole("button", { name: `Add friend: ${ada.name}` }).click();
  await expect(page.getByRole("button", { name: /^Requested: / })).toBeVisible();
});
