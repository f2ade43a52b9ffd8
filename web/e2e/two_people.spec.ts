import { befriend, expect, share, test } from "./support/test.ts";

test("two people become friends, share, like and comment", async ({ open, member }) => {
  const [ada, grace] = [await member("Ada"), await member("Grace", `Murray${Date.now()}`)];
  const adas = await open(ada, "/friends/find");
  await adas.getByLabel(/search/i).fill(grace.name);
  await adas.getByRole("button", { name: `Add friend: ${grace.name}` }).click();
  await expect(adas.getByRole("button", { name: /^Requested: / })).toBeVisible();

  const graces = await open(grace, "/inbox");
  await expect(graces.getByText("Ada Tester asks to be your friend")).toBeVisible();
  await graces.goto("/friends/requests");
  await graces.getByRole("button", { name: "Accept: Ada Tester" }).click();
  await graces.getByRole("link", { name: "Today", exact: true }).click();
  await graces.getByLabel("Title").fill("A bug is a moth");
  await graces.getByLabel("Text").fill("It was found in a relay.");
  await graces.getByRole("button", { name: "Share" }).click();
  await expect(graces.getByText("You have shared today")).toBeVisible();

  await adas.goto("/");
  const card = adas.getByRole("article", { name: "A bug is a moth" });
  await card.getByRole("button", { name: "Like “A bug is a moth”" }).click();
  await expect(card.getByRole("button", { name: /^Like/ })).toHaveAttribute("aria-pressed", "true");
  await card.getByRole("link", { name: "A bug is a moth", exact: true }).click();
  await adas.getByLabel("Your comment").fill("Which relay?");
  await adas.getByRole("button", { name: "Send" }).click();
  await expect(adas.getByRole("list", { name: "Comments" })).toContainText("Which relay?");

  await graces.goto("/inbox");
  await expect(graces.getByText("Ada Tester commented on your piece")).toBeVisible();
  await graces.getByText("Ada Tester commented on your piece").click();
  await expect(graces).toHaveURL(/\/pieces\//);
  await expect(graces.getByRole("list", { name: "Comments" })).toContainText("Which relay?");
  await expect(graces.getByRole("button", { name: /^Like/ })).toHaveText(/1$/);
});

test("who is not a friend sees nothing of a piece", async ({ open, member }) => {
  const [ada, eve] = [await member("Ada"), await member("Eve")];
  const { postId } = await share(ada, "For friends");
  const page = await open(eve, `/pieces/${postId}`);
  await expect(page.getByText("This piece is not here")).toBeVisible();
  await expect(page.getByText("For friends")).toHaveCount(0);
});

test("blocking hides both from each other", async ({ open, member }) => {
  const [ada, eve] = [await member("Ada"), await member("Eve", `Dropper${Date.now()}`)];
  await befriend(ada, eve);
  const page = await open(ada, `/people/${eve.userId}`);
  await page
    .getByRole("button", { name: /more|what you can do/i })
    .first()
    .click();
  await page.getByRole("menuitem", { name: /block/i }).click();
  await page.getByRole("dialog").getByRole("button", { name: /block/i }).click();
  await page.goto("/friends/find");
  await page.getByLabel(/search/i).fill(eve.name);
  await expect(page.getByText(/nobody|no one|found/i).first()).toBeVisible();
  const hers = await open(eve, `/people/${ada.userId}`);
  await expect(hers.getByText("Ada Tester")).toHaveCount(0);
});

test("a like that the server refuses goes back and says so", async ({ open, member }) => {
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await befriend(ada, grace);
  await share(grace, "Refused");
  const page = await open(ada);
  await page.route("**/likes", (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }),
  );
  const like = page.getByRole("button", { name: "Like “Refused”" });
  await like.click();
  await expect(page.getByText(/takes no changes right now/)).toBeVisible();
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await expect(like).toHaveText(/0$/);
});
