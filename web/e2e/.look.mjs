// ad-hoc: node .look.mjs name url width scheme
import { chromium } from "@playwright/test";
const base = process.env.BASE ?? "http://127.0.0.1:5180";
const [who, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const [w, h, scheme] of [
  [360, 800, "light"],
  [1440, 900, "light"],
  [360, 800, "dark"],
]) {
  const ctx = await browser.newContext({
    viewport: { width: w, height: h },
    colorScheme: scheme,
    locale: process.env.LOCALE ?? "en-GB",
  });
  const page = await ctx.newPage();
  page.on("console", (m) => {
    if (["error", "warning"].includes(m.type()))
      console.log(w, scheme, m.type(), m.text().slice(0, 400));
  });
  page.on("pageerror", (e) => console.log("pageerror", e.message));
  if (who !== "-") {
    await page.goto(base + "/sign-in");
    await page.getByLabel("E-mail").fill(who);
    await page.getByLabel("Password", { exact: true }).fill(process.env.PW ?? "Correct-Horse-1");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(base + "/");
  }
  for (const u of urls) {
    await page.goto(base + u);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(400);
    await page.screenshot({
      path: `/tmp/shots/${(u.slice(1) || "home").replace(/[\/?=]/g, "_")}-${w}-${scheme}.png`,
      fullPage: process.env.FULL === "1",
    });
  }
  await ctx.close();
}
await browser.close();
