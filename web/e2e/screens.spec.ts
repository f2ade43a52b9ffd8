/** What holds on every screen: no barrier that axe finds, nothing beyond the edge, no error. */
import AxeBuilder from "@axe-core/playwright";

import { type Cast, cast, personOf } from "./support/screens.ts";
import { administrator, expect, test as base } from "./support/test.ts";

const test = base.extend<object, { all: Cast }>({
  all: [
    async ({ server }, use) => use(await cast(server, await administrator(server))),
    { scope: "worker" },
  ],
});

const widths = [360, 820, 1440];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("every screen is free of barriers that axe finds", async ({ open, all }) => {
      test.slow();
      for (const screen of all.screens) {
        const page = await open(personOf(all, screen), screen.path);
        await page.waitForLoadState("networkidle");
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
        );
        expect.soft(found, `${screen.name}, ${colorScheme}`).toEqual([]);
        await page.context().close();
      }
    });
  });
}

for (const width of widths) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("no screen is wider than the window, and each has one heading", async ({ open, all }) => {
      test.slow();
      for (const screen of all.screens) {
        const page = await open(personOf(all, screen), screen.path);
        await page.waitForLoadState("networkidle");
        await expect(page.getByRole("heading", { level: 1 }), screen.name).toHaveCount(1);
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(beyond, `${screen.name} at ${width} px`).toBeLessThanOrEqual(0);
        expect(await page.title(), screen.name).toContain("DailyGrind");
        await page.context().close();
      }
    });
  });
}

test("nothing moves for who wants less motion", async ({ open, all, browser }) => {
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
  expect(browser.isConnected()).toBe(true);
});
