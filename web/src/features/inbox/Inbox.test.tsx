import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import type { Notification } from "@/api/types";
import { inboxQuery } from "@/data/notifications";
import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Inbox } from "./Inbox";
import { byDay } from "./days";
import { targetOf } from "./target";

const day = 86_400_000;
let made = 0;

function entry(change: Partial<Notification> = {}): Notification {
  made += 1;
  return {
    notificationId: `00000000-0000-7000-8000-${String(1000 - made).padStart(12, "0")}`,
    type: "comment",
    title: `Entry ${made}`,
    body: "",
    url: "/",
    timestamp: String(Date.now()),
    read: false,
    ...change,
  };
}

beforeEach(() => {
  made = 0;
});

const open = () => show(<Inbox />, { at: "/inbox", path: "/inbox" });

describe("targetOf", () => {
  it.each([
    ["/pieces/1?x=2#c", { to: "/pieces/1?x=2#c" }],
    [`${location.origin}/people/7`, { to: "/people/7" }],
    ["https://a.example/x", { href: "https://a.example/x", host: "a.example" }],
    ["//a.example/x", undefined],
    ["http://a.example/x", undefined],
    ["javascript:alert(1)", undefined],
    ["https://", undefined],
  ])("of %s", (url, target) => {
    expect(targetOf(url)).toEqual(target);
  });
});

it("leads from a request to where it is answered", () => {
  expect(targetOf("/friends", "request")).toEqual({ to: "/friends/requests" });
  expect(targetOf("/friends", "message")).toEqual({ to: "/friends" });
});

it("groups by the day of the zone", () => {
  const at = (time: string) => entry({ timestamp: String(Date.parse(time)) });
  const entries = [
    at("2026-03-02T00:30:00Z"),
    at("2026-03-01T23:30:00Z"),
    at("2026-03-01T10:00:00Z"),
  ];
  expect(byDay(entries, "UTC").map((each) => each.entries.length)).toEqual([1, 2]);
  expect(byDay(entries, "Europe/Berlin").map((each) => each.day)).toEqual([
    "2026-03-02",
    "2026-03-01",
  ]);
});

it("shows entries by day, with what each is", async () => {
  community.inbox = [
    entry({ type: "like", title: "Grace liked your post", body: "A compiler" }),
    entry({ type: "daily", title: "It is noon", timestamp: String(Date.now() - day), read: true }),
  ];
  await open();
  const today = await screen.findByRole("list", { name: "Today" });
  const liked = within(today).getByRole("article", { name: "Grace liked your piece" });
  expect(within(liked).getByRole("img", { name: "Like" })).toBeInTheDocument();
  expect(liked).toHaveTextContent("A compiler");
  const yesterday = screen.getByRole("list", { name: "Yesterday" });
  expect(within(yesterday).getByRole("img", { name: "Daily reminder" })).toBeInTheDocument();
});

it("takes nothing for new that was kept on the device and has been read since", async () => {
  const kept = entry();
  community.inbox = [{ ...kept, read: true }];
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const read = vi.fn();
  server.use(
    http.get("/push-notifications/inbox", () => asked.then(() => undefined)),
    http.post("/push-notifications/inbox/read", () => read()),
  );
  const { client } = await open();
  act(() => {
    const data = { pages: [{ items: [kept], next: undefined }], pageParams: [""] };
    const updatedAt = performance.timeOrigin - 1;
    client.setQueryData(inboxQuery.queryKey, data, { updatedAt });
  });
  expect(await screen.findByRole("article", { name: kept.title })).toBeInTheDocument();
  expect(screen.queryByText("New")).not.toBeInTheDocument();
  answer();
  await waitFor(() =>
    expect(client.getQueryData(inboxQuery.queryKey)!.pages[0]!.items[0]!.read).toBe(true),
  );
  expect(screen.queryByText("New")).not.toBeInTheDocument();
  expect(read).not.toHaveBeenCalled();
});

it("marks all as read when it is opened, and shows during this visit what was unread", async () => {
  community.inbox = [entry(), entry(), entry({ read: true })];
  const { client } = await open();
  await waitFor(() => expect(community.inbox.every((each) => each.read)).toBe(true));
  await client.invalidateQueries();
  await waitFor(() => expect(client.isFetching()).toBe(0));
  const articles = screen.getAllByRole("article");
  expect(articles.map((each) => within(each).queryByText("New") !== null)).toEqual([
    true,
    true,
    false,
  ]);
});

it("marks up to the newest entry, and does not ask where nothing is unread", async () => {
  const asked: unknown[] = [];
  server.use(
    http.post("/push-notifications/inbox/read", async ({ request }) => {
      asked.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  community.inbox = [entry({ read: true })];
  const first = await open();
  await screen.findByRole("article");
  expect(asked).toEqual([]);
  first.unmount();
  community.inbox = [entry(), entry()];
  await open();
  await waitFor(() => expect(asked).toEqual([{ upTo: community.inbox[0]!.notificationId }]));
});

it("leads to a place in the app, also by an address of our own", async () => {
  community.inbox = [entry({ title: "Somebody", url: `${location.origin}/people/7` })];
  const { user, router } = await open();
  await user.click(await screen.findByRole("link", { name: "Somebody" }));
  expect(router.state.location.pathname).toBe("/people/7");
});

it("opens foreign addresses in a new tab and says so; what is no address is no link", async () => {
  community.inbox = [
    entry({ title: "Away", url: "https://status.example.org/x" }),
    entry({ title: "Bad", url: "javascript:alert(1)" }),
  ];
  await open();
  const link = await screen.findByRole("link", { name: "Away" });
  expect(link).toHaveAttribute("target", "_blank");
  expect(link).toHaveAttribute("rel", "noopener");
  expect(link).toHaveAccessibleDescription("Opens status.example.org in a new tab");
  expect(screen.queryByRole("link", { name: "Bad" })).not.toBeInTheDocument();
});

it("says what will be here while there is nothing", async () => {
  await open();
  expect(await screen.findByText("Nothing yet")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Choose what you are told" })).toHaveAttribute(
    "href",
    "/settings/notifications",
  );
});

it("fetches more by a button", async () => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  community.inbox = Array.from({ length: 35 }, () => entry({ read: true }));
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Show more" }));
  await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(35));
  vi.unstubAllGlobals();
});

it("says what went wrong, and tries again", async () => {
  server.use(
    http.get("/push-notifications/inbox", () => HttpResponse.json({}, { status: 403 }), {
      once: true,
    }),
  );
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Nothing yet")).toBeInTheDocument();
});

it("does not say that it is all where the server could not be asked again", async () => {
  community.inbox = [entry({ read: true })];
  const { client } = await open();
  expect(await screen.findByText("That was the last 30 days.")).toBeInTheDocument();
  server.use(http.get("/push-notifications/inbox", () => HttpResponse.json({}, { status: 403 })));
  await client.invalidateQueries({ queryKey: inboxQuery.queryKey });
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  expect(screen.getByRole("article")).toBeInTheDocument();
  expect(screen.queryByText("That was the last 30 days.")).not.toBeInTheDocument();
});
