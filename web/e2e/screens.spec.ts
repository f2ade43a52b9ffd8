/** What holds on every screen: no barrier that axe finds, nothing beyond the edge, one heading. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { type Cast, cast, personOf, screens } from "./support/screens.ts";
import { administrator, expect, test as base } from "./support/test.ts";

const test = base.extend<object, { all: Cast }>({
  all: [
    async ({ server }, use) => use(await cast(server, await administrator(server))),
    { scope: "worker" },
  ],
});

const widths = [1440, 820, 360];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
}

for (const screen of screens) {
  test(`${screen.name}: no barrier in light and dark, and no more than the window`, async ({
    open,
    all,
  }) => {
    const page = await open(personOf(all, screen), screen.path(all));
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await page.waitForLoadState("networkidle");
    expect(await page.title()).toContain("DailyGrind");
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${width} px`).toBeLessThanOrEqual(0);
    }
    // What is off the screen is not laid out, and axe would take it for too small.
    await page.evaluate(() => {
      for (const card of document.querySelectorAll("article"))
        card.style.contentVisibility = "visible";
    });
    // Without motion the colours change at once.
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await page.evaluate(async () => {
        await Promise.allSettled(document.getAnimations().map((each) => each.finished));
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      });
      expect.soft(await barriers(page), colorScheme).toEqual([]);
    }
  });
}

test("nothing moves for who wants less motion", async ({ open, all }) => {
  const page = await open(all.member);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const longest = await page.evaluate(() => {
    const seconds = (text: string) =>
      Math.max(
        ...text.split(",").map((each) => Number.parseFloat(each) * (/ms/.test(each) ? 1 : 1000)),
      );
    return Math.max(
      ...[...document.querySelectorAll("*")].map((element) => {
        const style = getComputedStyle(element);
        return Math.max(seconds(style.transitionDuration), seconds(style.animationDuration));
      }),
    );
  });
  expect(longest).toBeLessThanOrEqual(1);
});
