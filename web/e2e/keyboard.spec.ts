/** The main paths once more without a mouse. */
import type { Locator, Page } from "@playwright/test";

import { password } from "./support/people.ts";
import { befriend, expect, share, test } from "./support/test.ts";

/** Goes on with Tab until the element has the focus, as people do; fails where it never gets it. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  const most = 80;
  await expect(target).toBeVisible();
  for (let presses = 0; presses < most; ++presses) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${target.toString()}`);
}

/** Where the focus is, it shows: an outline, or the frame of a field. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const active = document.activeElement!;
    const field = active.closest("input, textarea")?.parentElement ?? null;
    const outlined = (element: Element) => {
      const style = getComputedStyle(element);
      return (
        (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== "none"
      );
    };
    return outlined(active) || (field !== null && outlined(field));
  });
  expect(shown).toBe(true);
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await expectVisibleFocus(page);
  await page.keyboard.press(key);
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await expectVisibleFocus(page);
  await page.keyboard.type(text);
}

test("signing up, asking somebody and sharing", async ({ open }) => {
  const page = await open(undefined, "/welcome");
  await press(page, page.getByRole("main").getByRole("link", { name: "Sign up" }));
  await type(page, page.getByLabel("E-mail"), `keys${Date.now()}@example.net`);
  await type(page, page.getByLabel("Password", { exact: true }), password);
  await press(page, page.getByRole("button", { name: "Sign up" }));
  await type(page, page.getByLabel("First name"), "Kay");
  await type(page, page.getByLabel("Last name"), "Board");
  await page.keyboard.press("Enter");
  await press(page, page.getByRole("button", { name: /^Add friend/ }).first());
  await expect(page.getByText("1 request sent")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "To today's pieces" }), "Shift+Tab");
  await page.keyboard.press("Space");
  await type(page, page.getByLabel("Title"), "Keys");
  await type(page, page.getByLabel("Text"), "They work.");
  await press(page, page.getByRole("button", { name: "Share" }));
  await expect(page.getByText("You have shared today")).toBeVisible();
});

test("reading, liking, commenting, and deleting the comment", async ({ open, member }) => {
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await befriend(ada, grace);
  await share(grace, "Without a mouse");
  const page = await open(ada);
  const like = page.getByRole("button", { name: "Like “Without a mouse”" });
  await press(page, like, "Space");
  await expect(like).toHaveAttribute("aria-pressed", "true");
  await press(page, page.getByRole("link", { name: "Without a mouse", exact: true }));
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await type(page, page.getByLabel("Your comment"), "Indeed");
  await page.keyboard.press("Control+Enter");
  await press(page, page.getByRole("button", { name: /Delete the comment of Ada/ }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Delete" }));
  await expect(page.getByText("No comments yet.")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("From your friends")).toBeVisible();
});

test("accepting a request, and going to every screen", async ({ open, member }) => {
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await grace.call("POST", `/users/requests?targetUserId=${ada.userId}`);
  const page = await open(ada);
  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const name of ["Inbox", "Me", "Settings", "Friends"]) {
    await press(page, navigation.getByRole("link", { name: new RegExp(`^${name}`) }));
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
  }
  await press(page, page.getByRole("link", { name: /^Requests/ }));
  await press(page, page.getByRole("button", { name: `Accept: ${grace.name}` }));
  await expect(page.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
});

test("the way past the navigation", async ({ open, member }) => {
  const page = await open(await member("Ada"));
  await page.getByText("What have you learnt?").waitFor();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("changing a setting and the theme", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/settings");
  const dark = page
    .getByRole("radio", { name: /dark/i })
    .or(page.getByRole("button", { name: /dark/i }));
  await tabTo(page, dark.or(page.getByRole("radio", { checked: true }).first()).first());
  await dark.first().press("Space");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
