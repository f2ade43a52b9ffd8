/** The tests' own `test`: a server for each worker, and pages that fail on errors of the console. */
import { type Page, test as base, expect } from "@playwright/test";

import { type Person, enterAs, join, seededPassword, signIn } from "./people.ts";
import { Server } from "./server.ts";

interface Fixtures {
  /** Opens a page of the app as somebody, in a context of its own. */
  open: (person: Person | undefined, path?: string) => Promise<Page>;
  /** A new member. */
  member: (firstName: string, lastName?: string) => Promise<Person>;
}

interface WorkerFixtures {
  server: Server;
}

/** What browsers report of requests and subscriptions that tests make fail on purpose. */
const expected =
  /Failed to load resource|net::ERR_INTERNET_DISCONNECTED|Push API in incognito mode/;

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.start([], process.env["SEEDED"]);
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  member: async ({ server }, use) =>
    use((firstName, lastName = "Tester") => join(server.url, firstName, lastName)),
  open: async (
    { browser, server, contextOptions, locale, timezoneId, viewport, colorScheme, serviceWorkers },
    use,
  ) => {
    const problems: string[] = [];
    const pages: Page[] = [];
    await use(async (person, path = "/") => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: server.url,
        ...(locale && { locale }),
        ...(timezoneId && { timezoneId }),
        viewport,
        colorScheme,
        serviceWorkers,
      });
      const page = await context.newPage();
      pages.push(page);
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && !expected.test(message.text())) {
          problems.push(message.text());
        }
      });
      // As in browsers without workers; Playwright's own way of blocking them breaks their promise.
      if (serviceWorkers === "block") {
        await page.addInitScript(() =>
          Reflect.deleteProperty(Navigator.prototype, "serviceWorker"),
        );
      }
      if (person) await enterAs(page, person);
      await page.goto(path);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(problems, "errors of the page").toEqual([]);
  },
});

/** Somebody of the seeded community with many friends; an administrator. */
export const administrator = (server: Server) => {
  const account = server.accounts().find(({ groups }) => groups.includes("admin"));
  if (!account) throw new Error("The community has no administrator");
  return signIn(server.url, account.email, seededPassword);
};

export { expect };
export { befriend, share } from "./people.ts";
