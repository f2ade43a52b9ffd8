import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { currentSession } from "@/auth/session";
import { chooseLanguage } from "@/i18n";
import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { held, stubPush, unstubPush } from "@/test/push";
import { show } from "@/test/render";

import { Component as Blocked } from "./Blocked";
import { Component as General } from "./General";
import { Component as Settings } from "./Settings";

afterEach(unstubPush);

it("has a way to each page, and marks the present one", async () => {
  await show(<Settings />, { at: "/settings/account", path: "/settings/account" });
  const row = screen.getByRole("navigation", { name: "Settings" });
  const links = within(row).getAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("aria-current")])).toEqual([
    ["General", null],
    ["Notifications", null],
    ["Account", "page"],
    ["Blocked", null],
  ]);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Settings");
  expect(document.title).toBe("Account · Settings · DailyGrind");
});

describe("general", () => {
  it("changes colours and language at once", async () => {
    const { user } = await show(<General />);
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect(document.documentElement).toHaveAttribute("data-theme", "dark");
    await user.click(screen.getByRole("radio", { name: "Deutsch" }));
    expect(await screen.findByRole("heading", { name: "Darstellung" })).toBeInTheDocument();
    await act(() => chooseLanguage("en"));
  });

  it("offers to install where the browser does, else says how", async () => {
    const { user } = await show(<General />);
    expect(screen.queryByRole("button", { name: /Install/ })).not.toBeInTheDocument();
    const prompt = vi.fn(() => Promise.resolve());
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt });
    act(() => {
      window.dispatchEvent(offer);
    });
    expect(offer.defaultPrevented).toBe(true);
    await user.click(screen.getByRole("button", { name: "Install DailyGrind" }));
    expect(prompt).toHaveBeenCalledOnce();
    expect(screen.queryByRole("button", { name: /Install/ })).not.toBeInTheDocument();
  });

  it("links to what the instance tells about itself", async () => {
    await show(<General />);
    expect(await screen.findByRole("link", { name: /Imprint/ })).toHaveAttribute(
      "href",
      "https://example.org/imprint",
    );
    expect(screen.getByRole("link", { name: /Documentation/ })).toHaveAttribute("href", "/docs");
  });

  it("signs out: this device is notified no more, and keeps no drafts", async () => {
    const browser = stubPush({ permission: "granted", held: held() });
    community.subscriptions = [
      { subscriptionId: "this", endpoint: browser.held!.endpoint, timestamp: "1" },
    ];
    localStorage.setItem("dailygrind.draft.piece", "{}");
    const { user, router } = await show(<General />);
    await user.click(screen.getByRole("button", { name: "Sign out" }));
    await waitFor(() => expect(currentSession()).toBeUndefined());
    expect(router.state.location.pathname).toBe("/welcome");
    expect(browser.held).toBeUndefined();
    expect(community.subscriptions).toEqual([]);
    expect(localStorage.getItem("dailygrind.draft.piece")).toBeNull();
  });

  it("signs out where the server cannot be reached, too", async () => {
    const browser = stubPush({ permission: "granted", held: held() });
    server.use(http.get("/push-notifications", () => HttpResponse.error()));
    const { user } = await show(<General />);
    await user.click(screen.getByRole("button", { name: "Sign out" }));
    await waitFor(() => expect(currentSession()).toBeUndefined());
    expect(browser.held).toBeUndefined();
  });
});

describe("blocked people", () => {
  /** Lets the server answer only when the row has left the list. */
  const answerLate = (answer: () => Response | undefined) => {
    let go = () => {};
    const asked = new Promise<void>((resolve) => (go = resolve));
    server.use(http.delete("/users/me/blocks/:id", () => asked.then(answer)));
    return async () => {
      expect(await screen.findByText("Nobody")).toBeInTheDocument();
      go();
    };
  };

  it("are listed, and can be unblocked", async () => {
    const grace = community.people[0]!;
    community.blocked = [grace.userId];
    const answer = answerLate(() => undefined);
    const { user } = await show(<Blocked />);
    await user.click(await screen.findByRole("button", { name: "Unblock Grace Hopper" }));
    await answer();
    expect(await screen.findByText("Grace Hopper is no longer blocked.")).toBeInTheDocument();
    expect(community.blocked).toEqual([]);
  });

  it("are back where the server refuses", async () => {
    const grace = community.people[0]!;
    community.blocked = [grace.userId];
    const answer = answerLate(() => HttpResponse.json({}, { status: 503 }));
    const { user } = await show(<Blocked />);
    await user.click(await screen.findByRole("button", { name: "Unblock Grace Hopper" }));
    await answer();
    expect(await screen.findByText(/takes no changes/)).toBeInTheDocument();
    expect(await screen.findByRole("button", { name: "Unblock Grace Hopper" })).toBeEnabled();
  });
});
