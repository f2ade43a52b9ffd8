// node web_app.mjs PUSH_SERVICE PROFILE: Firefox, led through the web app as a person leads it. Each
// line of input is a step as JSON, its name and what it is given; its result is printed. What a step
// waits for may take a few seconds. Ends when its input ends.
import { createInterface } from "node:readline";

import { allow_notifications, click_alert, launch, print, until } from "./firefox.mjs";

const [push_url, profile] = process.argv.slice(2);
const browser = await launch(push_url, profile, { "security.notification_enable_delay": 0 });
const page = await browser.newPage();
const quoted = (text) => JSON.stringify(text);
const button = (name) => page.locator(`::-p-aria([name=${quoted(name)}][role="button"])`);
// A password has no role by which it could be found.
const field = (label) =>
  page.locator(`::-p-xpath(//*[@id = //label[normalize-space(text()) = ${quoted(label)}]/@for])`);

const steps = {
  open: async (url) => {
    await page.goto(url);
  },
  fill: (label, text) => field(label).fill(text),
  press: (name) => button(name).click(),
  /// Waits until the page shows the text.
  see: async (text) => {
    await page.waitForFunction((text) => document.body.innerText.includes(text), {}, text);
  },
  /// Waits until the worker is at work, for the pages that are opened from then on.
  allow_notifications: () => allow_notifications(browser),
  /// Waits for a notification of that title; all that it is.
  notified: async (title) => {
    const shown = async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
    };
    return until(async () => (await page.evaluate(shown)).find((each) => each.title === title));
  },
  click_notification: (title) => click_alert(browser, title),
  /// The addresses of all pages.
  pages: async () => (await browser.pages()).map((each) => each.url()),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  print((await steps[name](...given)) ?? null);
}
await browser.close();
