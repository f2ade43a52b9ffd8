import { type Page, type Route } from "@playwright/test";

import type { Person } from "./support/people.ts";
import { befriend, expect, share, test } from "./support/test.ts";

/** A piece of somebody, once their friends see it. */
async function sharedWith(friend: Person, author: Person, title: string): Promise<string> {
  const { postId } = await share(author, title);
  const sees = () =>
    friend.call("GET", `/posts/${postId}`).then(
      () => true,
      () => false,
    );
  await expect.poll(sees).toBe(true);
  return postId;
}

const inboxOf = (person: Person) => person.call<unknown[]>("GET", "/push-notifications/inbox");

const inboxLink = (page: Page) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Inbox/ });

test("reading clears the badge, here and on the next visit", async ({ open, member }) => {
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await befriend(grace, ada);
  const postId = await sharedWith(grace, ada, "Read me");
  await grace.call("POST", `/posts/${postId}/comments`, { content: "Done." });
  await expect.poll(() => inboxOf(ada)).toHaveLength(2);
  const page = await open(ada);
  await expect(inboxLink(page)).toHaveAccessibleName("Inbox , 2 unread");
  await inboxLink(page).click();
  const entries = page.getByRole("article");
  await expect(entries).toHaveCount(2);
  // What is new is seen in this visit although it counts no longer.
  await expect(entries.getByText("New", { exact: true })).toHaveCount(2);
  await expect(inboxLink(page)).toHaveAccessibleName("Inbox");
  await page.reload();
  await expect(entries).toHaveCount(2);
  await expect(entries.getByText("New", { exact: true })).toHaveCount(0);
  await expect(inboxLink(page)).toHaveAccessibleName("Inbox");
});

test("entries lead to what they are about", async ({ open, member }) => {
  const [ada, grace, eve] = [await member("Ada"), await member("Grace"), await member("Eve")];
  await befriend(ada, grace);
  const postId = await sharedWith(grace, ada, "Lead me here");
  await grace.call("POST", `/posts/${postId}/likes`);
  await grace.call("POST", `/posts/${postId}/comments`, { content: "Here?" });
  await eve.call("POST", `/users/requests?targetUserId=${ada.userId}`);
  await expect.poll(() => inboxOf(ada)).toHaveLength(4);
  const page = await open(ada, "/inbox");
  const follow = async (title: string, path: string) => {
    await page.getByRole("link", { name: title }).click();
    await expect(page).toHaveURL((url) => url.pathname.startsWith(path));
  };
  await follow("Grace Tester commented on your piece", `/pieces/${postId}`);
  await expect(page.getByRole("list", { name: "Comments" })).toContainText("Here?");
  await page.goBack();
  await follow("Grace Tester liked your piece", `/pieces/${postId}`);
  await page.goBack();
  await follow("Grace Tester is your friend now", `/people/${grace.userId}`);
  await page.goBack();
  await follow("Eve Tester asks to be your friend", "/friends/requests");
  await expect(page.getByRole("link", { name: "Requests , 1 waiting" })).toBeVisible();
});

test("an address of the app stays in it, others open beside it, dangerous ones do not", async ({
  open,
  member,
  server,
}) => {
  const [ada, grace, eve] = [await member("Ada"), await member("Grace"), await member("Eve")];
  const urls = [`${server.url}/settings?from=inbox`, "https://example.net/news", "javascript:1"];
  for (const friend of [grace, eve]) await befriend(friend, ada);
  const postId = await sharedWith(grace, ada, "A third");
  await grace.call("POST", `/posts/${postId}/likes`);
  await expect.poll(() => inboxOf(ada)).toHaveLength(3);
  const page = await open(ada);
  const otherwise = async (route: Route) => {
    const response = await route.fetch();
    const entries = (await response.json()) as object[];
    const json = entries.map((entry, index) => ({
      ...entry,
      title: `Entry ${index}`,
      url: urls[index] ?? "/",
    }));
    await route.fulfill({ response, json });
  };
  await page.route(/\/inbox(\?|$)/, (route) =>
    route.request().resourceType() === "fetch" ? otherwise(route) : route.continue(),
  );
  await inboxLink(page).click();
  const beside = page.getByRole("link", { name: "Entry 1" });
  await expect(beside).toHaveAttribute("target", "_blank");
  await expect(beside).toHaveAttribute("rel", /noopener/);
  await expect(beside).toHaveAccessibleDescription("Opens example.net in a new tab");
  await expect(page.getByRole("article", { name: "Entry 2" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Entry 2" })).toHaveCount(0);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole("link", { name: "Entry 0" }).click();
  await expect(page).toHaveURL(/\/settings\?from=inbox$/);
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  expect(page.context().pages()).toHaveLength(1);
});
