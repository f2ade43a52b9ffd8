import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { community } from "@/mocks/community";
import { vapidKey } from "@/mocks/handlers/push";
import { server } from "@/mocks/node";
import { type PushStub, endpoint, held, stubPush, unstubPush } from "@/test/push";
import { show } from "@/test/render";

import { PushDoctor } from "./PushDoctor";

afterEach(unstubPush);

const step = (name: string) =>
  screen.getAllByRole("listitem").find((each) => within(each).queryByRole("heading", { name }))!;

const known = (change: object = {}) => ({
  subscriptionId: "this",
  endpoint,
  timestamp: String(Date.now()),
  ...change,
});

const subscribed: Partial<PushStub> = { permission: "granted", held: held() };

async function look() {
  const shown = await show(<PushDoctor />);
  await screen.findByRole("heading", { name: "Secure connection" });
  await waitFor(() => expect(shown.client.isFetching()).toBe(0));
  return shown;
}

it("tells of a page without encryption", async () => {
  stubPush();
  vi.stubGlobal("isSecureContext", false);
  await look();
  expect(step("Secure connection")).toHaveTextContent("Not yet");
  expect(step("Secure connection")).toHaveTextContent("https://");
  expect(step("The browser can be notified")).toHaveTextContent("Later");
});

it("tells iPhones how to come to the home screen", async () => {
  vi.stubGlobal("isSecureContext", true);
  vi.spyOn(navigator, "userAgent", "get").mockReturnValue("iPhone");
  await look();
  expect(step("The browser can be notified")).toHaveTextContent("Add to Home Screen");
});

it("tells of a browser without push", async () => {
  vi.stubGlobal("isSecureContext", true);
  await look();
  expect(step("The browser can be notified")).toHaveTextContent("cannot be notified");
  expect(screen.getByText("Notifications cannot reach this device yet.")).toBeInTheDocument();
});

it("asks for permission, and does all the rest with that click", async () => {
  const browser = stubPush();
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Allow notifications" }));
  expect(
    await screen.findByText("All is set: notifications reach this device."),
  ).toBeInTheDocument();
  expect(browser.held).toBeDefined();
  expect(community.subscriptions).toHaveLength(1);
});

it("says so when the question was closed, and how a refusal is undone", async () => {
  const browser = stubPush({ answer: "default" });
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Allow notifications" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("You closed the question");
  browser.answer = "denied";
  await user.click(screen.getByRole("button", { name: "Allow notifications" }));
  expect(await screen.findByText(/Only you can undo that/)).toBeInTheDocument();
  expect(step("Permission to notify")).toHaveTextContent("Not yet");
});

it("subscribes where only that is missing; tells where the push service cannot be reached", async () => {
  const browser = stubPush({ permission: "granted", works: false });
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Notify this device" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("could not reach its push service");
  browser.works = true;
  await user.click(screen.getByRole("button", { name: "Notify this device" }));
  expect(await screen.findByText(/All is set/)).toBeInTheDocument();
});

it("renews a subscription for another key", async () => {
  const old = `${vapidKey.slice(0, -2)}AA`;
  const browser = stubPush({ permission: "granted", held: held(old) });
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Renew the subscription" }));
  expect(await screen.findByText(/All is set/)).toBeInTheDocument();
  expect(browser.held?.key).toBe(vapidKey);
});

it("tells the server of a device that it does not know", async () => {
  stubPush(subscribed);
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Tell the server" }));
  expect(await screen.findByText(/All is set/)).toBeInTheDocument();
  expect(community.subscriptions[0]?.endpoint).toBe(endpoint);
});

it("says how the last test went, in words", async () => {
  stubPush(subscribed);
  const lastTest = { outcome: "refused" as const, status: 403, timestamp: String(Date.now()) };
  community.subscriptions = [known({ lastTest })];
  await look();
  expect(step("The server knows this device")).toHaveTextContent(
    "Last test now: the push service refused it (status 403).",
  );
});

it("stops notifications here", async () => {
  const browser = stubPush(subscribed);
  community.subscriptions = [known()];
  const { user } = await look();
  await user.click(screen.getByRole("button", { name: "Stop notifications here" }));
  expect(await screen.findByRole("button", { name: "Notify this device" })).toBeInTheDocument();
  expect(browser.held).toBeUndefined();
  expect(community.subscriptions).toEqual([]);
});

describe("the test", () => {
  it.each([
    ["sent", 201, "The push service took it (status 201)", "In order"],
    ["refused", 403, "The push service refused it (status 403)", "Not yet"],
    ["throttled", 429, "asks to wait (status 429)", "Not yet"],
    ["failed", 0, "could not be reached or failed (status 0)", "Not yet"],
  ] as const)("says what the push service answered: %s", async (outcome, status, words, state) => {
    stubPush(subscribed);
    const before = { outcome: "sent" as const, status: 201, timestamp: "100" };
    community.subscriptions = [known({ lastTest: before })];
    server.use(
      http.post("/push-notifications/test", () => {
        community.subscriptions = [known({ lastTest: { outcome, status, timestamp: "200" } })];
        return HttpResponse.json({}, { status: 202 });
      }),
    );
    const { user } = await look();
    await user.click(screen.getByRole("button", { name: "Send a test" }));
    await waitFor(() => expect(step("Test")).toHaveTextContent(words));
    expect(step("Test")).toHaveTextContent(state);
    expect(screen.getByRole("button", { name: "Test again" })).toBeEnabled();
  });

  it("waits for an answer that is late, and hears of the message's arrival", async () => {
    const browser = stubPush(subscribed);
    community.subscriptions = [known()];
    server.use(http.post("/push-notifications/test", () => HttpResponse.json({}, { status: 202 })));
    const { user } = await look();
    await user.click(screen.getByRole("button", { name: "Send a test" }));
    await waitFor(() => expect(step("Test")).toHaveTextContent("Waiting for the push service"));
    await waitFor(() => expect(screen.getByRole("button", { name: "Send a test" })).toBeDisabled());
    act(() => {
      browser.worker.dispatchEvent(new MessageEvent("message", { data: { type: "pushed" } }));
    });
    await waitFor(() => expect(step("Test")).toHaveTextContent("It has arrived here"));
  });

  it("says that the device is forgotten where the push service no longer knows it", async () => {
    stubPush(subscribed);
    community.subscriptions = [known()];
    server.use(
      http.post("/push-notifications/test", () => {
        community.subscriptions = [];
        return HttpResponse.json({}, { status: 202 });
      }),
    );
    const { user } = await look();
    await user.click(screen.getByRole("button", { name: "Send a test" }));
    await waitFor(() => expect(step("Test")).toHaveTextContent("no longer knows this device"));
  });

  it("tells where the server did not take it", async () => {
    stubPush(subscribed);
    community.subscriptions = [known()];
    server.use(
      http.post("/push-notifications/test", () =>
        HttpResponse.json({}, { status: 429, headers: { "Retry-After": "9" } }),
      ),
    );
    const { user } = await look();
    await user.click(screen.getByRole("button", { name: "Send a test" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Try again in 9 seconds");
  });
});
