// node drive.mjs PAGE KEY PUSH_SERVICE PROFILE: subscribes, and prints as lines of JSON the subscription
// and then the notifications whenever they change. A line of input is the title of one that
// is to be clicked; the addresses of the pages that open are printed. Ends when its input ends.
import { createInterface } from "node:readline";

import { click_alert, launch, pause, print, until } from "./firefox.mjs";

const [page_url, key, push_url, profile] = process.argv.slice(2);
const browser = await launch(push_url, profile, {
  "dom.push.testing.ignorePermission": true,
  "permissions.default.desktop-notification": 1,
});

async function click(title) {
  const before = (await browser.pages()).length;
  await click_alert(browser, title);
  const opened = async () => (await browser.pages()).slice(before).map((page) => page.url());
  await until(async () => (await opened()).some((url) => url !== "about:blank"));
  print(await opened());
}

const input = createInterface({ input: process.stdin });
input.on("line", click);
input.on("close", async () => {
  await browser.close();
  process.exit(0);
});

const page = await browser.newPage();
await page.goto(page_url);
print(await page.evaluate((key) => window.subscribe(key), key));
let before = "[]";
for (;;) {
  const shown = await page.evaluate(() => window.shown());
  if (JSON.stringify(shown) !== before) print(shown);
  before = JSON.stringify(shown);
  await pause();
}
