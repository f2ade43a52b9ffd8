// node drive.mjs PAGE KEY PUSH_SERVICE PROFILE: subscribes, and prints as lines of JSON the subscription
// and then the notifications whenever they change. A line of input is the title of one that
// is to be clicked; the addresses of the pages that open are printed. Ends when its input ends.
import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const [page_url, key, push_url, profile] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: "/usr/bin/firefox-esr",
  headless: true,
  userDataDir: profile,
  // For clicks on notifications, which belong to the browser and not to a page.
  args: ["--remote-allow-system-access"],
  extraPrefsFirefox: {
    // What automation switches off by itself, among it the connection to the push service.
    "remote.prefs.recommended": false,
    "dom.push.connection.enabled": true,
    "dom.push.serverURL": push_url,
    "dom.push.testing.allowInsecureServerURL": true,
    "dom.push.testing.ignorePermission": true,
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": false,
  },
});
const print = (value) => console.log(JSON.stringify(value));
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/// In the browser's own windows, of which the alert is one.
async function in_browser(expression) {
  const { result } = await browser.connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  for (const { context } of result.contexts) {
    const answer = await browser.connection.send("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.result.result?.value === true) return true;
  }
  return false;
}

async function click(title) {
  const before = (await browser.pages()).length;
  const alert = `(() => {
    const box = document.getElementById("alertBox");
    const shows = (part) => [part.value, part.textContent].includes(${JSON.stringify(title)});
    if (box === null || ![...document.querySelectorAll("*")].some(shows)) return false;
    box.click();
    return true;
  })()`;
  while (!(await in_browser(alert))) await pause();
  const opened = async () => (await browser.pages()).slice(before).map((page) => page.url());
  while (!(await opened()).some((url) => url !== "about:blank")) await pause();
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
