// Firefox with push through the service of the tests, and with its alerts in reach.
import puppeteer from "puppeteer-core";

export const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
export const print = (value) => console.log(JSON.stringify(value));

/// Waits until the function gives something true, and gives that.
export async function until(condition) {
  for (;;) {
    const value = await condition();
    if (value) return value;
    await pause();
  }
}

export const launch = (push_url, profile, preferences = {}) =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: profile,
    // For what belongs to the browser and not to a page, such as alerts.
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      // What automation switches off by itself, among it the connection to the push service.
      "remote.prefs.recommended": false,
      "dom.push.connection.enabled": true,
      "dom.push.serverURL": push_url,
      "dom.push.testing.allowInsecureServerURL": true,
      "alerts.useSystemBackend": false,
      ...preferences,
    },
  });

/// Whether the expression is true in one of the browser's own windows, of which an alert is one.
async function in_browser(browser, expression) {
  const { result } = await browser.connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  for (const { context } of result.contexts) {
    const answer = await browser.connection.send("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.result.result?.value === true) return true;
  }
  return false;
}

/// Clicks the alert with that title, once it is there.
export async function click_alert(browser, title) {
  const alert = `(() => {
    const box = document.getElementById("alertBox");
    const shows = (part) => [part.value, part.textContent].includes(${JSON.stringify(title)});
    if (box === null || ![...document.querySelectorAll("*")].some(shows)) return false;
    box.click();
    return true;
  })()`;
  await until(() => in_browser(browser, alert));
}

/// Says yes where the browser asks whether a page may notify.
export async function allow_notifications(browser) {
  const answer = `(() => {
    const asked = document.getElementById("web-notifications-notification");
    if (!asked?.button) return false;
    asked.button.click();
    return true;
  })()`;
  await until(() => in_browser(browser, answer));
}
