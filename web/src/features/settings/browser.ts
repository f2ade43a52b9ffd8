/** Guesses at browsers, for instructions only. */
export type Browser = "ios" | "android" | "firefox" | "safari" | "chromium";

/** Which way through the menus is the browser's in hand. */
export function browserOf(userAgent: string, touchPoints = 0): Browser {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (userAgent.includes("Macintosh") && touchPoints > 1) return "ios";
  if (userAgent.includes("Android")) return "android";
  if (userAgent.includes("Firefox/")) return "firefox";
  return /Chrome\/|Chromium\//.test(userAgent) ? "chromium" : "safari";
}

const isTouched = () => typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;

/** This one; a phone that shows the desktop's pages says it is one, and has a phone's menus. */
export function thisBrowser(): Browser {
  const browser = browserOf(navigator.userAgent, navigator.maxTouchPoints);
  return browser === "chromium" && isTouched() ? "android" : browser;
}

export type Vendor = "google" | "mozilla" | "apple" | "microsoft" | "other";

const hosts: [Vendor, string][] = [
  ["google", "googleapis.com"],
  ["mozilla", "mozilla.com"],
  ["apple", "push.apple.com"],
  ["microsoft", "notify.windows.com"],
];

export function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint).host;
  } catch {
    return endpoint;
  }
}

/** Whose push service an endpoint is of, which tells the kind of browser. */
export function vendorOf(endpoint: string): Vendor {
  const host = hostOf(endpoint);
  const found = hosts.find(([, end]) => host === end || host.endsWith(`.${end}`));
  return found?.[0] ?? "other";
}
