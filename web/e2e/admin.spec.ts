import type { Page } from "@playwright/test";

import { signIn } from "./support/people.ts";
import { administrator, befriend, expect, test } from "./support/test.ts";

/** What the server says to a call: "OK", or why not. */
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "OK",
    (error: unknown) => String(error),
  );

const rows = (page: Page) => page.getByRole("list", { name: "People" }).getByRole("listitem");

/** Finds an account, and does with it what the menu offers under that name. */
async function act(page: Page, email: string, action: string): Promise<void> {
  await page.getByLabel("Search by e-mail").fill(email);
  await expect(rows(page)).toHaveCount(1);
  await rows(page)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: action }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("an account is disabled, which ends what it does, and enabled again", async ({
  open,
  member,
  server,
}) => {
  test.setTimeout(90_000);
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await befriend(ada, grace);
  const hers = await open(ada);
  const page = await open(await administrator(server), "/admin");
  await expect(rows(page)).not.toHaveCount(1);
  await act(page, ada.email, "Disable");
  await expect(page.getByText("Ada Tester is disabled.")).toBeVisible();
  await expect(rows(page)).toContainText("Disabled");
  const calls = () => outcome(ada.call("GET", "/users/me"));
  await expect.poll(calls, { timeout: 60_000 }).toContain("401");
  expect(await outcome(signIn(server.url, ada.email))).toContain("NotAuthorizedException");
  expect(await outcome(grace.call("GET", `/users/${ada.userId}`))).toContain("404");
  await hers.getByRole("link", { name: "Friends" }).click();
  await expect(hers).toHaveURL(/\/sign-in/);

  await act(page, ada.email, "Enable");
  await expect(rows(page)).toContainText("Active");
  const again = await signIn(server.url, ada.email);
  await expect.poll(() => outcome(again.call("GET", "/users/me"))).toBe("OK");
  expect(await outcome(grace.call("GET", `/users/${ada.userId}`))).toBe("OK");
});

test("somebody is made an administrator, and is one no longer", async ({
  open,
  member,
  server,
}) => {
  const ada = await member("Ada");
  const page = await open(await administrator(server), "/admin");
  await act(page, ada.email, "Make administrator");
  await expect(rows(page)).toContainText("Administrator");
  const hers = await open(await signIn(server.url, ada.email));
  await hers.getByRole("link", { name: "Administration" }).click();
  await hers.getByLabel("Search by e-mail").fill(ada.email);
  await expect(rows(hers)).toHaveCount(1);
  await rows(hers)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  // Nobody locks themselves out.
  await expect(hers.getByRole("menuitem")).toHaveText(["Sign out"]);

  await act(page, ada.email, "Remove as administrator");
  await expect(rows(page)).not.toContainText("Administrator");
  const without = await signIn(server.url, ada.email);
  expect(await outcome(without.call("GET", "/users/admin/accounts"))).toContain("403");
});

test("signing somebody out ends their sessions, but not their account", async ({
  open,
  member,
  server,
}) => {
  const ada = await member("Ada");
  const page = await open(await administrator(server), "/admin");
  await act(page, ada.email, "Sign out");
  await expect(page.getByText("Ada Tester is signed out.")).toBeVisible();
  await expect(ada.refresh()).rejects.toThrow(/NotAuthorizedException/);
  expect((await signIn(server.url, ada.email)).name).toBe("Ada Tester");
});

test("who is no administrator is told so", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada, "/admin");
  for (const path of ["/admin", "/admin/jobs", "/admin/metrics"]) {
    await page.goto(path);
    await expect(page.getByText("This is for administrators")).toBeVisible();
  }
  await expect(page.getByRole("link", { name: "Administration" })).toHaveCount(0);
  expect(await outcome(ada.call("GET", "/users/admin/accounts"))).toContain("403");
  expect(
    await outcome(ada.call("POST", "/push-notifications/send", { title: "Hi", body: "You" })),
  ).toContain("403");
  await page.getByRole("link", { name: "Go to today" }).click();
  await expect(page.getByRole("heading", { name: "What have you learnt?" })).toBeVisible();
});

test("a message to everyone goes out, and its job comes to an end", async ({
  open,
  member,
  server,
}) => {
  const ada = await member("Ada");
  const title = `Maintenance ${Date.now()}`;
  const page = await open(await administrator(server), "/admin/jobs");
  const form = page.getByRole("form", { name: "Message to everyone" });
  await form.getByLabel("Title").fill(title);
  await form.getByLabel("Text").fill("Tonight, for an hour.");
  const url = form.getByLabel("Where a click leads");
  await url.fill("http://example.net");
  await form.getByRole("button", { name: /^Send to everyone/ }).click();
  await expect(url).toHaveAccessibleDescription(/^Neither a path .* nor an https address/);
  await url.fill("/friends");
  await form.getByRole("button", { name: /^Send to everyone/ }).click();
  const dialog = page.getByRole("dialog", { name: "Send this to everyone?" });
  await expect(dialog).toContainText(title);
  await dialog.getByRole("button", { name: "Send to everyone" }).click();
  await expect(page.getByText("The message is on its way.")).toBeVisible();
  const job = page.getByRole("article", { name: title });
  await expect(job).toContainText("Done");
  await expect(job.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100");
  await expect(form.getByLabel("Title")).toHaveValue("");

  const hers = await open(ada, "/inbox");
  await hers.getByRole("link", { name: title }).click();
  await expect(hers).toHaveURL(/\/friends$/);
});

test("the metrics show the server's figures", async ({ open, server }) => {
  const person = await administrator(server);
  const page = await open(person, "/admin/metrics");
  const figure = (name: string) => page.getByRole("region", { name });
  await expect(figure("Memory")).toContainText(/\d MB/);
  await expect(figure("Requests per second")).toContainText("–");
  const asked = 20;
  for (let each = 0; each < asked; ++each) await person.call("GET", "/users/me/blocks");
  const calls = page.getByRole("row", { name: "GET /users/me/blocks" }).getByRole("cell");
  await expect(calls.first()).toHaveText(String(asked));
  await expect(calls.last()).toHaveText(/^[\d.]+ ms$/);
  await expect(figure("Requests per second")).toContainText(/\d/);
  await expect(figure("Processor")).toContainText(/\d%/);
  await expect(figure("Errors of the server")).toContainText(/server0Since/);
  await expect(page.getByText("No event was given up.")).toBeVisible();
});
