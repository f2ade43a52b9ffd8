import { community } from "@/mocks/community";
import { vapidKey } from "@/mocks/handlers/push";
import { endpoint, held, stubPush, unstubPush } from "@/test/push";

import {
  bytesOfKey,
  isForKey,
  pushSupport,
  renewThisDevice,
  subscribeThisDevice,
  unsubscribeThisDevice,
} from "./subscriptions";

const otherKey = `${vapidKey.slice(0, -2)}AA`;

afterEach(unstubPush);

function agent(userAgent: string, maxTouchPoints = 0): void {
  vi.spyOn(navigator, "userAgent", "get").mockReturnValue(userAgent);
  Object.defineProperty(navigator, "maxTouchPoints", { configurable: true, value: maxTouchPoints });
}

describe("pushSupport", () => {
  it("is ready where all parts are there", () => {
    stubPush();
    expect(pushSupport()).toBe("ready");
  });

  it("is insecure on a page without encryption", () => {
    stubPush();
    vi.stubGlobal("isSecureContext", false);
    expect(pushSupport()).toBe("insecure");
  });

  it.each([
    ["an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)", 5],
    ["an iPad that says it were a Mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 5],
  ])("wants the home screen on %s", (_name, userAgent, touch) => {
    vi.stubGlobal("isSecureContext", true);
    agent(userAgent, touch);
    expect(pushSupport()).toBe("home-screen");
  });

  it("is unsupported elsewhere, and on an iPhone too old for it", () => {
    vi.stubGlobal("isSecureContext", true);
    agent("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)");
    expect(pushSupport()).toBe("unsupported");
    agent("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X)");
    Object.defineProperty(navigator, "standalone", { configurable: true, value: true });
    expect(pushSupport()).toBe("unsupported");
    Reflect.deleteProperty(navigator, "standalone");
  });
});

describe("keys", () => {
  const subscription = (applicationServerKey: ArrayBuffer | null) =>
    ({ options: { applicationServerKey } }) as unknown as PushSubscription;

  it("are read from base64url", () => {
    expect([...bytesOfKey("-_8A")]).toEqual([251, 255, 0]);
    expect(bytesOfKey(vapidKey)).toHaveLength(65);
  });

  it("are compared byte by byte; a browser that tells none is believed", () => {
    expect(isForKey(subscription(bytesOfKey(vapidKey).buffer), vapidKey)).toBe(true);
    expect(isForKey(subscription(bytesOfKey(otherKey).buffer), vapidKey)).toBe(false);
    expect(isForKey(subscription(null), vapidKey)).toBe(true);
  });
});

describe("subscribeThisDevice", () => {
  it("asks, subscribes with the server's key, and tells the server", async () => {
    const browser = stubPush();
    await subscribeThisDevice();
    expect(browser.held).toEqual(held());
    expect(community.subscriptions.map((each) => each.endpoint)).toEqual([endpoint]);
  });

  it("renews a subscription for another key", async () => {
    const browser = stubPush({ permission: "granted", held: held(otherKey) });
    await subscribeThisDevice();
    expect(browser.held?.key).toBe(vapidKey);
  });

  it.each([
    ["denied", { answer: "denied" }],
    ["dismissed", { answer: "default" }],
    ["no-worker", { registered: false }],
    ["service", { works: false }],
  ] as const)("says why it could not: %s", async (reason, browser) => {
    stubPush(browser);
    await expect(subscribeThisDevice()).rejects.toMatchObject({ reason });
    expect(community.subscriptions).toEqual([]);
  });
});

describe("renewThisDevice", () => {
  it("tells the server of a subscription that there is", async () => {
    stubPush({ permission: "granted", held: held() });
    await renewThisDevice();
    expect(community.subscriptions).toHaveLength(1);
  });

  it("makes none, and asks nobody", async () => {
    const browser = stubPush();
    await renewThisDevice();
    browser.permission = "granted";
    await renewThisDevice();
    expect(browser.held).toBeUndefined();
    expect(community.subscriptions).toEqual([]);
  });
});

describe("unsubscribeThisDevice", () => {
  it("ends it at the server and in the browser, and leaves other devices alone", async () => {
    const browser = stubPush();
    const other = { subscriptionId: "other", endpoint: "https://x.example/1", timestamp: "1" };
    await subscribeThisDevice();
    community.subscriptions.push(other);
    await unsubscribeThisDevice();
    expect(browser.held).toBeUndefined();
    expect(community.subscriptions).toEqual([other]);
  });

  it("does nothing where there is no push", async () => {
    await expect(unsubscribeThisDevice()).resolves.toBeUndefined();
  });
});
