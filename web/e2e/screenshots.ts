/**
 * Pictures of every screen at 360 and 1440 px, light and dark, into e2e/screenshots/ or the folder
 * that is named: `npm run screenshots`. `--readme` renews those in docs/pictures instead.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { chromium } from "@playwright/test";

import seed from "./support/seed.ts";
import { enterAs } from "./support/people.ts";
import { type Screen, cast, personOf, screens } from "./support/screens.ts";
import { Server, root } from "./support/server.ts";
import { administrator } from "./support/test.ts";

const forReadme = process.argv.includes("--readme");
const named = process.argv.slice(2).find((word) => !word.startsWith("--"));
const folder = forReadme
  ? join(root, "docs/pictures")
  : resolve(named ?? join(import.meta.dirname, "screenshots"));
const shownInReadme = ["today-many:360:light", "today-many:1440:light", "person:360:dark"];

const clean = seed();
const server = await Server.start([], process.env["SEEDED"]);
mkdirSync(folder, { recursive: true });
const all = await cast(server, await administrator(server));
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

async function picture(screen: Screen, width: number, colorScheme: "light" | "dark") {
  const narrow = width < 600;
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width, height: narrow ? 780 : 900 },
    deviceScaleFactor: forReadme ? 2 : 1,
    isMobile: narrow,
    hasTouch: narrow,
    colorScheme,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const person = personOf(all, screen);
  if (person) await enterAs(page, person);
  await page.goto(screen.path(all));
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  const name = `${screen.name}-${width}-${colorScheme}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: !forReadme });
  await context.close();
  process.stdout.write(`${name}\n`);
}

for (const screen of screens) {
  for (const width of [360, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const wanted = shownInReadme.includes(`${screen.name}:${width}:${colorScheme}`);
      if (!forReadme || wanted) await picture(screen, width, colorScheme);
    }
  }
}
await browser.close();
await server.stop();
clean();
