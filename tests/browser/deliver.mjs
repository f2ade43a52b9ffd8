// node deliver.mjs PAGE PROFILE: registers the page's worker in Chromium and hands it each line of
// input as the text of a push message, through the DevTools protocol: Chromium subscribes only at its
// vendor's push service. Prints the notifications that are shown after each.
import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const [page_url, profile] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  headless: true,
  userDataDir: profile,
  args: ["--no-sandbox"],
});
const origin = new URL(page_url).origin;
await browser.defaultBrowserContext().overridePermissions(origin, ["notifications"]);
const page = await browser.newPage();
const devtools = await page.createCDPSession();
const registered = new Promise((resolve) => {
  devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    if (registrations.length > 0) resolve(registrations[0].registrationId);
  });
});
await devtools.send("ServiceWorker.enable");
await page.goto(page_url);
await page.evaluate(() => window.register());
const registrationId = await registered;
for await (const data of createInterface({ input: process.stdin })) {
  const before = JSON.stringify(await page.evaluate(() => window.shown()));
  await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  let shown = before;
  while (shown === before) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    shown = JSON.stringify(await page.evaluate(() => window.shown()));
  }
  console.log(shown);
}
await browser.close();
