// node drive.mjs PAGE KEY PUSH_SERVICE PROFILE: subscribes, and prints as lines of JSON the subscription
// and then the notifications whenever they change. Ends when its input ends.
import puppeteer from "puppeteer-core";

const [page_url, key, push_url, profile] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: "/usr/bin/firefox-esr",
  headless: true,
  userDataDir: profile,
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
process.stdin.on("end", async () => {
  await browser.close();
  process.exit(0);
});
process.stdin.resume();

const print = (value) => console.log(JSON.stringify(value));
const page = await browser.newPage();
await page.goto(page_url);
print(await page.evaluate((key) => window.subscribe(key), key));
let before = "[]";
for (;;) {
  const shown = await page.evaluate(() => window.shown());
  if (JSON.stringify(shown) !== before) print(shown);
  before = JSON.stringify(shown);
  await new Promise((resolve) => setTimeout(resolve, 50));
}
