import { keptOnDevice } from "./support/device.ts";
import { befriend, expect, share, test } from "./support/test.ts";

test.use({ serviceWorkers: "allow" });

test("today can be read offline, and what is shared then waits for the network", async ({
  open,
  member,
}) => {
  const [ada, grace] = [await member("Ada"), await member("Grace")];
  await befriend(ada, grace);
  const { postId } = await share(grace, "Read me anywhere");
  const page = await open(ada);
  const context = page.context();
  await expect(page.getByRole("article", { name: "Read me anywhere" })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  // What is known is written to the device shortly after it is there.
  await expect.poll(() => keptOnDevice(page)).toContain("Read me anywhere");

  await context.setOffline(true);
  // More than once: what cannot be asked for again stays.
  for (let times = 0; times < 3; ++times) {
    await page.reload();
    await expect(page.getByRole("article", { name: "Read me anywhere" })).toBeVisible();
    await expect.poll(() => keptOnDevice(page)).toContain("Read me anywhere");
  }
  await expect(page.getByText("You are offline.", { exact: false })).toBeVisible();
  await page.getByLabel("Title").fill("Written in a tunnel");
  await page.getByLabel("Text").fill("There is no network here.");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText(/This waits on your device/)).toBeVisible();
  await page.reload();
  await expect(page.getByText("Written in a tunnel")).toBeVisible();
  expect(await ada.call("GET", "/posts/users/me/daily-post")).toBeUndefined();

  await context.setOffline(false);
  await expect(page.getByText("You have shared today")).toBeVisible();
  const mine = await ada.call<{ title: string }>("GET", "/posts/users/me/daily-post");
  expect(mine.title).toBe("Written in a tunnel");
  await page.getByRole("link", { name: "Read me anywhere", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(postId));
});

test("a page that was never opened says that it is offline", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Friends" }).click();
  await expect(page.getByText("You are offline.", { exact: false })).toBeVisible();
});

test("a push message shows, and a click leads to what it is about", async ({ open, member }) => {
  const ada = await member("Ada");
  const page = await open(ada);
  const context = page.context();
  await context.grantPermissions(["notifications"]);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  const devtools = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin: new URL(page.url()).origin,
    registrationId: await registration,
    data: JSON.stringify({
      web_push: 8030,
      notification: { title: "Grace liked your post", navigate: "/friends/requests", tag: "x" },
    }),
  });
  const worker = context.serviceWorkers()[0]!;
  await expect(async () => {
    const shown = await worker.evaluate(async () => {
      const self = globalThis as unknown as ServiceWorkerGlobalScope;
      return (await self.registration.getNotifications()).map(({ title }) => title);
    });
    expect(shown).toEqual(["Grace liked your post"]);
  }).toPass();
  await worker.evaluate(async () => {
    const self = globalThis as unknown as ServiceWorkerGlobalScope;
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent("notificationclick", { notification: notification! }));
  });
  await expect(page).toHaveURL(/\/friends\/requests$/);
});
