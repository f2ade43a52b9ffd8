import type { Subscription } from "@/api/types";
import type { ThisDevice } from "@/data/devices";

import { browserOf, hostOf, vendorOf } from "./browser";
import { diagnose, newsOf } from "./doctor";
import { stretchesOf, withStretch, withoutStretch } from "./quiet";

const device = (change: Partial<ThisDevice> = {}): ThisDevice => ({
  support: "ready",
  permission: "granted",
  endpoint: "https://push.example/this",
  keyMatches: true,
  ...change,
});
const known: Subscription = {
  subscriptionId: "1",
  endpoint: "https://push.example/this",
  timestamp: "1764000000000",
};

describe("diagnose", () => {
  const states = (change: Partial<ThisDevice>, devices: Subscription[] | undefined = [known]) =>
    diagnose(device(change), devices).map((step) => step.state);
  const none = { endpoint: undefined };

  it.each([
    ["all in order", {}, ["good", "good", "good", "good", "good"]],
    ["no encryption", { support: "insecure" }, ["stuck", "later", "later", "later", "later"]],
    ["home screen", { support: "home-screen" }, ["good", "stuck", "later", "later", "later"]],
    ["no push", { support: "unsupported" }, ["good", "stuck", "later", "later", "later"]],
    ["not asked", { ...none, permission: "default" }, ["good", "good", "ask", "later", "later"]],
    ["refused", { ...none, permission: "denied" }, ["good", "good", "stuck", "later", "later"]],
    ["no subscription", none, ["good", "good", "good", "ask", "later"]],
    ["another key", { keyMatches: false }, ["good", "good", "good", "ask", "later"]],
  ] as const)("%s", (_name, change, expected) => {
    expect(states(change)).toEqual(expected);
  });

  it("waits for the server, and asks to tell it where it does not know the device", () => {
    expect(diagnose(device(), undefined).at(-1)?.state).toBe("checking");
    expect(states({}, []).at(-1)).toBe("ask");
  });
});

describe("newsOf a test", () => {
  const tested = (timestamp: string): Subscription => ({
    ...known,
    lastTest: { outcome: "throttled", status: 429, timestamp },
  });

  it("is what the push service answered since", () => {
    expect(newsOf(tested("200"), 100, false)).toEqual({ news: "throttled", status: 429 });
  });

  it("is open until then, and silence once that is late", () => {
    expect(newsOf(known, 0, false).news).toBe("waiting");
    expect(newsOf(tested("100"), 100, false).news).toBe("waiting");
    expect(newsOf(tested("100"), 100, true).news).toBe("silent");
  });

  it("is that the device is gone where the server has forgotten it", () => {
    expect(newsOf(undefined, 0, false).news).toBe("gone");
  });
});

describe("quiet days", () => {
  it("stand together where they are neighbours, over months and summer time", () => {
    expect(stretchesOf(["2026-04-01", "2026-03-31", "2026-03-29", "2026-03-28"])).toEqual([
      { from: "2026-03-28", to: "2026-03-29" },
      { from: "2026-03-31", to: "2026-04-01" },
    ]);
  });

  it("are added once, without those that are over, and removed as a stretch", () => {
    const days = withStretch(
      ["2026-01-01", "2026-05-02"],
      { from: "2026-05-01", to: "2026-05-03" },
      "2026-04-01",
    );
    expect(days).toEqual(["2026-05-01", "2026-05-02", "2026-05-03"]);
    expect(withoutStretch(days, { from: "2026-05-02", to: "2026-05-03" })).toEqual(["2026-05-01"]);
  });
});

describe("browsers", () => {
  const mac =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605";

  it.each([
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", 5, "ios"],
    [mac, 5, "ios"],
    [mac, 0, "safari"],
    ["Mozilla/5.0 (Linux; Android 15) Chrome/140.0", 5, "android"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", 0, "firefox"],
    ["Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537", 0, "chromium"],
  ] as const)("of %s", (userAgent, touch, browser) => {
    expect(browserOf(userAgent, touch)).toBe(browser);
  });

  it.each([
    ["https://fcm.googleapis.com/fcm/send/x", "google"],
    ["https://updates.push.services.mozilla.com/wpush/v2/x", "mozilla"],
    ["https://web.push.apple.com/x", "apple"],
    ["https://wns2-by3p.notify.windows.com/w/?token=x", "microsoft"],
    ["https://evilgoogleapis.com/x", "other"],
    ["nonsense", "other"],
  ] as const)("by the push service %s", (endpoint, vendor) => {
    expect(vendorOf(endpoint)).toBe(vendor);
  });

  it("of an unknown service are told by its host", () => {
    expect(hostOf("https://push.example:8443/x")).toBe("push.example:8443");
    expect(hostOf("nonsense")).toBe("nonsense");
  });
});
