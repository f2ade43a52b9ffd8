import type { Page } from "@playwright/test";

import { befriend, expect, share, test } from "./support/test.ts";

/** A PNG of that colour, drawn by the browser. */
const picture = (page: Page, colour: string) =>
  page.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(640, 560);
    const context = canvas.getContext("2d")!;
    context.fillStyle = fill;
    context.fillRect(0, 0, 640, 560);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, colour);

const changeWithoutSaving = async (page: Page) => {
  await page.getByRole("link", { name: "Edit profile" }).click();
  await page.getByLabel("Headline").fill("Never saved");
};

const unsaved = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });

test("the profile is edited, and what the server refuses is said at its field", async ({
  open,
  member,
}) => {
  const ada = await member("Ada");
  const page = await open(ada, "/me");
  await page.getByRole("link", { name: "Edit profile" }).click();
  const headline = page.getByLabel("Headline");
  await headline.fill("Analyst\u0007 of engines");
  await page.getByLabel("Last name").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Last name")).toHaveAccessibleDescription("Please fill this in");
  await page.getByLabel("Last name").fill("Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(headline).toHaveAccessibleDescription(/The server does not take that: .*control/);
  await expect(headline).toHaveAttribute("aria-invalid", "true");
  await expect(headline).toBeFocused();
  await headline.fill("Analyst of engines");
  await page.getByLabel("Birthday").fill("10.12.1985");
  await page.getByLabel("Time zone").fill("america/NEW_YORK");
  await page.getByRole("radio", { name: "My friends" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeVisible();
  await expect(page.getByText("Analyst of engines")).toBeVisible();
  await expect(page.getByText("10 Dec 1985")).toBeVisible();
  await expect(page.getByText("You and your friends see this.")).toBeVisible();
  expect(await ada.call("GET", "/users/me")).toMatchObject({
    headline: "Analyst of engines",
    birthday: "1985-12-10",
    timeZone: "America/New_York",
    contactVisibility: "friends",
  });
});

test("leaving a changed profile asks first, and Back works", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/me");
  const form = page.getByRole("heading", { name: "Edit profile" });
  await page.getByRole("link", { name: "Edit profile" }).click();
  await expect(form).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/me$/);
  await expect(form).toHaveCount(0);

  await changeWithoutSaving(page);
  await page.getByRole("link", { name: "Inbox" }).click();
  await unsaved(page).getByRole("button", { name: "Keep editing" }).click();
  await expect(page).toHaveURL(/\/me\/edit$/);
  await expect(page.getByLabel("Headline")).toHaveValue("Never saved");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await page.goBack();
  await unsaved(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page).toHaveURL(/\/me$/);

  await changeWithoutSaving(page);
  await page.getByRole("link", { name: "Inbox" }).click();
  await unsaved(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Headline")).toHaveValue("");
});

test("a job is added, changed and deleted", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/me");
  const jobs = page.getByRole("region", { name: "Experience" });
  await jobs.getByRole("button", { name: "Add a job" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("What you do")).toBeFocused();
  await dialog.getByLabel("What you do").fill("Analyst");
  await dialog.getByLabel("Company").fill("Babbage & Co");
  await dialog.getByLabel("Begin").fill("2020-03");
  await dialog.getByLabel("End").fill("2019");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("End")).toHaveAccessibleDescription(/before the beginning/);
  await dialog.getByLabel("End").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(jobs.getByRole("listitem")).toContainText("Mar 2020 – today");

  await jobs.getByRole("button", { name: "Edit “Analyst”" }).click();
  await dialog.getByLabel("What you do").fill("Programmer");
  await dialog.getByLabel("Description").fill("The first\n<b>of them</b>");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(jobs.getByRole("listitem")).toContainText("<b>of them</b>");
  await page.reload();
  await expect(jobs.getByRole("listitem")).toContainText("ProgrammerBabbage & Co");

  await jobs.getByRole("button", { name: "Delete “Programmer”" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(jobs.getByRole("listitem")).toHaveCount(0);
  await page.reload();
  await expect(jobs.getByText(/tells others what to ask you/)).toBeVisible();
});

test("an education is added, changed and deleted", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/me");
  const education = page.getByRole("region", { name: "Education" });
  await education.getByRole("button", { name: "Add an education" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Institution").fill("École Polytechnique");
  await dialog.getByLabel("Degree").fill("BSc");
  await dialog.getByLabel("Subject").fill("Mathematics");
  await dialog.getByLabel("End").fill("2024");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(education.getByRole("listitem")).toContainText("BSc · Mathematics");
  await expect(education.getByRole("listitem")).toContainText("until 2024");

  await education.getByRole("button", { name: "Edit “École Polytechnique”" }).click();
  await dialog.getByLabel("Degree").fill("MSc");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(education.getByRole("listitem")).toContainText("MSc · Mathematics");

  await education.getByRole("button", { name: "Delete “École Polytechnique”" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(education.getByRole("listitem")).toHaveCount(0);
});

test("a picture is uploaded, shown, replaced and removed", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada, "/me");
  const portrait = page.getByRole("button", { name: "Change your picture" });
  const image = portrait.locator("img");
  const use = async (colour: string) => {
    const buffer = Buffer.from(await picture(page, colour));
    await portrait.click();
    await page
      .getByLabel("Picture file")
      .setInputFiles({ name: "me.png", mimeType: "image/png", buffer });
    await page.getByRole("button", { name: "Use this picture" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(image).toHaveJSProperty("naturalWidth", 512);
  };
  await use("red");
  await expect(page.getByText("Your new picture is in place.")).toBeVisible();
  const red = (await image.getAttribute("src"))!;
  const served = await page.request.get(red);
  expect(served.status()).toBe(200);
  expect(served.headers()).toMatchObject({
    "content-type": "image/webp",
    "x-content-type-options": "nosniff",
  });
  await use("blue");
  await expect(image).not.toHaveAttribute("src", red);

  await portrait.click();
  await page.getByRole("button", { name: "Remove picture" }).click();
  await expect(image).toHaveCount(0);
  await expect(portrait).toContainText("AT");
  expect(await ada.call("GET", "/users/me")).not.toHaveProperty("profilePictureUrl");
});

test("what is no picture is refused, whatever its name says", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/me");
  const buffer = Buffer.from("Not a picture");
  await page.getByRole("button", { name: "Change your picture" }).click();
  const file = page.getByLabel("Picture file");
  await file.setInputFiles({ name: "me.txt", mimeType: "text/plain", buffer });
  await expect(page.getByRole("alert")).toHaveText(/^That is no picture that can be shown here/);
  await expect(page.getByRole("button", { name: "Use this picture" })).toHaveCount(0);
  await file.setInputFiles({ name: "me.png", mimeType: "image/png", buffer });
  await expect(page.getByRole("alert")).toHaveText(/^This is not a picture we can read/);
  await expect(page.getByRole("button", { name: "Use this picture" })).toHaveCount(0);
});

test("a piece is in the calendar, is pinned, and unpinned", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/me");
  const calendar = page.getByRole("table");
  const today = calendar.locator("[aria-current=date]");
  await expect(page.getByText("No piece this month")).toBeVisible();
  await expect(today).toHaveText(/, today$/);
  await expect(calendar.getByRole("link")).toHaveCount(0);
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("link", { name: "Today" }).click();
  await page.getByLabel("Title").fill("Pins hold paper");
  await page.getByLabel("Text").fill("They are older than paper clips.");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("You have shared today")).toBeVisible();
  await navigation.getByRole("link", { name: "Me" }).click();
  await expect(page.getByText("1 piece this month")).toBeVisible();
  await today.getByRole("link", { name: /^Your piece of/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Pins hold paper" })).toBeVisible();

  await page.getByRole("button", { name: "What you can do with this piece" }).click();
  await page.getByRole("menuitem", { name: "Pin to my profile" }).click();
  await expect(page.getByText("Pinned to your profile")).toBeVisible();
  await navigation.getByRole("link", { name: "Me" }).click();
  const pinned = page.getByRole("region", { name: "Pinned" });
  await expect(pinned.getByRole("article", { name: "Pins hold paper" })).toBeVisible();
  await page.reload();
  await pinned.getByRole("button", { name: "Unpin “Pins hold paper”" }).click();
  await expect(pinned).toHaveCount(0);
  await expect(page.getByRole("article", { name: "Pins hold paper" })).toHaveCount(1);
});

test("strangers see name and picture of a profile for friends, friends see it all", async ({
  open,
  member,
}) => {
  const [ada, eve] = [await member("Ada"), await member("Eve")];
  await ada.call("PUT", "/users/me", {
    firstName: "Ada",
    lastName: "Tester",
    headline: "Analyst of engines",
    location: "London",
    timeZone: "Europe/Berlin",
    profileVisibility: "friends",
  });
  await ada.call("POST", "/users/me/jobs", { jobTitle: "Analyst", companyName: "Babbage & Co" });
  await share(ada, "For friends");
  const page = await open(eve, `/people/${ada.userId}`);
  const secrets = page.getByText(/Analyst|London|For friends$/);
  await expect(page.getByRole("heading", { level: 1, name: ada.name })).toBeVisible();
  await expect(page.getByText("Friends may also see more of the profile.")).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(secrets).toHaveCount(0);
  await page.getByRole("button", { name: `Add friend: ${ada.name}` }).click();
  await expect(page.getByRole("button", { name: /^Requested: / })).toBeVisible();
  // The button shows it before the server knows it.
  await expect.poll(() => ada.call("GET", "/users/requests/incoming")).toHaveLength(1);
  await ada.call("POST", `/users/requests/${eve.userId}/accept`);
  await page.reload();
  await expect(page.getByText("Analyst of engines")).toBeVisible();
  await expect(page.getByRole("region", { name: "Experience" })).toContainText("Babbage & Co");
  await expect(page.getByRole("article", { name: "For friends" })).toBeVisible();
});

test("friends in common are shown, and who has some is suggested", async ({ open, member }) => {
  const [ada, grace, radia] = [await member("Ada"), await member("Grace"), await member("Radia")];
  await befriend(ada, radia);
  await befriend(grace, radia);
  const page = await open(ada, "/friends/find");
  const suggestions = page.getByRole("list", { name: "You may know them" });
  await expect(suggestions.getByRole("listitem")).toHaveCount(1);
  await expect(suggestions).toContainText("Grace Tester1 friend in common");
  await suggestions.getByRole("link", { name: grace.name }).click();
  const common = page.getByRole("region", { name: "Friends in common" });
  await common.getByRole("link", { name: radia.name }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${radia.userId}$`));
  await page.getByRole("link", { name: "2 friends" }).click();
  const friends = page.getByRole("list", { name: `Friends of ${radia.name}` });
  await expect(friends.getByRole("listitem")).toHaveCount(2);
  await expect(friends.getByRole("button", { name: `Add friend: ${grace.name}` })).toBeVisible();
});

test("accents and capitals do not matter when one searches", async ({ open, member }) => {
  const mark = `x${Date.now()}`;
  const zoe = await member("Zoe", `Ångström${mark}`);
  const page = await open(await member("Ada"), "/friends/find");
  const search = page.getByLabel("Search by name");
  const found = page.getByRole("list", { name: "People found" }).getByRole("link");
  for (const name of [`zoe angstrom${mark}`, `ÅNGSTRÖM${mark} Zo`, `zoë angström${mark}`]) {
    await search.fill(name);
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === name);
    await expect(found).toHaveText([zoe.name]);
  }
  await search.fill(`ngstrom${mark}`);
  await expect(page.getByText(`Nobody called “ngstrom${mark}”`)).toBeVisible();
  await page.reload();
  await expect(search).toHaveValue(`ngstrom${mark}`);
  await search.fill(`angstrom${mark}`);
  await found.click();
  await expect(page.getByRole("heading", { level: 1, name: zoe.name })).toBeVisible();
  await page.goBack();
  await expect(found).toHaveText([zoe.name]);
});

test("everyone is listed, further people as one scrolls", async ({ open, member }) => {
  const page = await open(await member("Ada"), "/friends/find");
  const people = page.getByRole("list", { name: "Everyone here" }).getByRole("listitem");
  await expect(people.first()).toBeVisible();
  expect(await people.count()).toBeLessThanOrEqual(100);
  for (let pages = 1; pages < 4; ++pages) {
    const before = await people.count();
    await people.last().scrollIntoViewIfNeeded();
    await expect.poll(() => people.count()).toBeGreaterThan(before);
  }
  const links = await people
    .getByRole("link")
    .evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  expect(new Set(links).size).toBe(links.length);
});
