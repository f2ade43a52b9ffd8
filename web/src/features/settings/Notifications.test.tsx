import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, delay, http } from "msw";

import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Notifications } from "./Notifications";

const open = async () => {
  const shown = await show(<Notifications />, {
    at: "/settings/notifications",
    path: "/settings/notifications",
  });
  await screen.findByRole("switch", { name: "Remind me once a day" });
  return shown;
};

const refuse = () =>
  server.use(
    http.put("/push-notifications/preferences", () => HttpResponse.json({}, { status: 503 })),
  );

it("saves each change at once, all preferences with it, and says so", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("switch", { name: "Somebody likes your piece" }));
  expect(screen.getByRole("switch", { name: "Somebody likes your piece" })).not.toBeChecked();
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(community.preferences).toMatchObject({ likes: false, comments: true });
});

it("goes back and says why where the server refuses", async () => {
  refuse();
  const { user } = await open();
  await user.click(screen.getByRole("switch", { name: "Somebody comments on your piece" }));
  expect(await screen.findByText(/takes no changes right now/)).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.getByRole("switch", { name: "Somebody comments on your piece" })).toBeChecked(),
  );
  expect(screen.queryByText("Saved")).not.toBeInTheDocument();
});

it("keeps each of several changes at once, on the screen and at the server", async () => {
  server.use(http.put("/push-notifications/preferences", () => delay(50).then(() => undefined)));
  await open();
  const time = screen.getByLabelText("At");
  const likes: HTMLInputElement = screen.getByRole("switch", { name: "Somebody likes your piece" });
  // As a click does that takes the focus from the time.
  fireEvent.change(time, { target: { value: "08:30" } });
  fireEvent.blur(time);
  fireEvent.click(likes);
  await waitFor(() => expect(likes).not.toBeChecked());
  const seen = new Set<boolean>();
  const observer = new MutationObserver(() => seen.add(likes.checked));
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  await screen.findByText("Saved");
  observer.disconnect();
  expect([...seen]).toEqual([false]);
  expect(time).toHaveValue("08:30");
  expect(community.preferences).toMatchObject({ likes: false, daily: { time: "08:30" } });
});

it("sends changes in quick succession in their order", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put("/push-notifications/preferences", async ({ request }) => {
      const body = (await request.json()) as { likes: boolean };
      sent.push(body.likes);
      await delay(20);
      return HttpResponse.json(body);
    }),
  );
  const { user } = await open();
  const likes = screen.getByRole("switch", { name: "Somebody likes your piece" });
  await user.click(likes);
  await user.click(likes);
  await waitFor(() => expect(sent).toEqual([false, true]));
  await waitFor(() => expect(screen.getByText("Saved")).toBeInTheDocument());
  expect(likes).toBeChecked();
});

it("switches the call off, and hides what belongs to it", async () => {
  const { user } = await open();
  expect(screen.getByText(/^Next: /)).toBeInTheDocument();
  await user.click(screen.getByRole("switch", { name: "Remind me once a day" }));
  expect(screen.getByText("You are not reminded.")).toBeInTheDocument();
  expect(screen.queryByLabelText("At")).not.toBeInTheDocument();
  await waitFor(() => expect(community.preferences.daily.enabled).toBe(false));
});

it("takes a time when it is complete", async () => {
  await open();
  const time = screen.getByLabelText("At");
  fireEvent.change(time, { target: { value: "" } });
  fireEvent.blur(time);
  expect(time).toHaveValue("12:00");
  fireEvent.change(time, { target: { value: "09:30" } });
  await waitFor(() => expect(community.preferences.daily.time).toBe("09:30"), { timeout: 3000 });
});

it("toggles weekdays, and keeps the last", async () => {
  community.preferences.daily.weekdays = [1, 2];
  const { user } = await open();
  const monday = screen.getByRole("button", { name: "Monday" });
  await user.click(screen.getByRole("button", { name: "Tuesday" }));
  await waitFor(() => expect(community.preferences.daily.weekdays).toEqual([1]));
  expect(screen.getByText(/One day has to stay/)).toBeInTheDocument();
  await user.click(monday);
  expect(monday).toHaveAttribute("aria-pressed", "true");
  await user.click(screen.getByRole("button", { name: "Sunday" }));
  await waitFor(() => expect(community.preferences.daily.weekdays).toEqual([1, 7]));
});

it("adds and removes quiet days, also as a stretch", async () => {
  community.preferences.daily.quietDays = ["2001-01-01"];
  const { user } = await open();
  const group = screen.getByRole("group", { name: "Quiet days" });
  const add = within(group).getByRole("button", { name: "Add" });
  await user.click(add);
  expect(within(group).getByRole("alert")).toHaveTextContent("Choose a day first");
  const [from, to] = [within(group).getByLabelText("From"), within(group).getByLabelText(/^To/)];
  fireEvent.change(from, { target: { value: "2001-01-02" } });
  await user.click(add);
  expect(within(group).getByRole("alert")).toHaveTextContent("This day is over");
  fireEvent.change(from, { target: { value: "2999-08-02" } });
  fireEvent.change(to, { target: { value: "2999-08-01" } });
  await user.click(add);
  expect(within(group).getByRole("alert")).toHaveTextContent("before the first");
  expect([from.ariaInvalid, to.ariaInvalid]).toEqual(["false", "true"]);
  fireEvent.change(to, { target: { value: "9999-08-01" } });
  await user.click(add);
  expect(within(group).getByRole("alert")).toHaveTextContent("At most 366");
  fireEvent.change(to, { target: { value: "2999-08-03" } });
  await user.click(add);
  await waitFor(() =>
    expect(community.preferences.daily.quietDays).toEqual(["2999-08-02", "2999-08-03"]),
  );
  await user.click(within(group).getByRole("button", { name: /^Remove .*Aug 2/ }));
  await waitFor(() => expect(community.preferences.daily.quietDays).toEqual([]));
});

it("chooses what comes to who has shared", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("radio", { name: "A note to read your friends’" }));
  await waitFor(() => expect(community.preferences.whenAlreadyPosted).toBe("other"));
});

it("says what went wrong where preferences cannot be had", async () => {
  server.use(
    http.get("/push-notifications/preferences", () => HttpResponse.json({}, { status: 403 }), {
      once: true,
    }),
  );
  const { user } = await show(<Notifications />);
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("switch", { name: "Remind me once a day" })).toBeChecked();
});

it("lists other devices by their browser, and removes one", async () => {
  community.subscriptions = [
    {
      subscriptionId: "f",
      endpoint: "https://updates.push.services.mozilla.com/1",
      timestamp: String(Date.now()),
    },
    { subscriptionId: "x", endpoint: "https://push.example/1", timestamp: String(Date.now()) },
  ];
  const { user } = await open();
  const list = await screen.findByRole("list", { name: "Other devices" });
  expect(within(list).getByText("A browser of push.example")).toBeInTheDocument();
  await user.click(within(list).getByRole("button", { name: "Remove: Firefox" }));
  await user.click(screen.getByRole("button", { name: "Remove" }));
  await waitFor(() =>
    expect(community.subscriptions.map((each) => each.subscriptionId)).toEqual(["x"]),
  );
  await waitFor(() => expect(within(list).queryByText("Firefox")).not.toBeInTheDocument());
});
