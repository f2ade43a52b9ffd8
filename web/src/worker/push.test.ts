import { registerPush } from "./push";

/** A worker that notes what it is asked to do. */
function fakeWorker(
  windows: { focus: () => void; postMessage: (message: unknown) => void }[] = [],
) {
  const listeners = new Map<string, (event: unknown) => void>();
  const worker = {
    location: { origin: "https://grind.example" },
    navigator: { setAppBadge: vi.fn() },
    registration: { showNotification: vi.fn() },
    clients: { matchAll: () => Promise.resolve(windows), openWindow: vi.fn() },
    addEventListener: (name: string, listener: (event: unknown) => void) =>
      listeners.set(name, listener),
  };
  registerPush(worker as unknown as ServiceWorkerGlobalScope);
  const dispatch = async (name: string, event: object) => {
    let work: unknown;
    listeners.get(name)!({ ...event, waitUntil: (given: unknown) => (work = given) });
    await work;
  };
  return { worker, dispatch };
}

const message = (more: object = {}) =>
  JSON.stringify({
    web_push: 8030,
    notification: { title: "Noon", body: "Share", navigate: "https://grind.example/", ...more },
  });

it("shows what a declarative message says, and its badge", async () => {
  const { worker, dispatch } = fakeWorker();
  await dispatch("push", { data: { text: () => message({ tag: "daily", app_badge: "3" }) } });
  expect(worker.registration.showNotification).toHaveBeenCalledWith(
    "Noon",
    expect.objectContaining({ body: "Share", tag: "daily" }),
  );
  expect(worker.navigator.setAppBadge).toHaveBeenCalledWith(3);
});

it.each([undefined, "no JSON", "{}", '{"notification":{}}', "null"])(
  "shows nothing for %j, and does not fail",
  async (text) => {
    const { worker, dispatch } = fakeWorker();
    await dispatch("push", { data: text === undefined ? null : { text: () => text } });
    expect(worker.registration.showNotification).not.toHaveBeenCalled();
  },
);

const clicked = (navigate?: string) => ({
  notification: { close: vi.fn(), data: navigate === undefined ? null : { navigate } },
});

it("opens what was clicked in a new window where none is open", async () => {
  const { worker, dispatch } = fakeWorker();
  const event = clicked("https://grind.example/pieces/1");
  await dispatch("notificationclick", event);
  expect(event.notification.close).toHaveBeenCalled();
  expect(worker.clients.openWindow).toHaveBeenCalledWith("https://grind.example/pieces/1");
});

it("sends an open window there, which keeps what is being written", async () => {
  const window = { focus: vi.fn(), postMessage: vi.fn() };
  const { worker, dispatch } = fakeWorker([window]);
  await dispatch("notificationclick", clicked("https://grind.example/pieces/1"));
  expect(window.postMessage).toHaveBeenCalledWith({ type: "navigate", to: "/pieces/1" });
  expect(window.focus).toHaveBeenCalled();
  expect(worker.clients.openWindow).not.toHaveBeenCalled();
});

it("opens other sites beside the app", async () => {
  const window = { focus: vi.fn(), postMessage: vi.fn() };
  const { worker, dispatch } = fakeWorker([window]);
  await dispatch("notificationclick", clicked("https://elsewhere.example/a"));
  expect(worker.clients.openWindow).toHaveBeenCalledWith("https://elsewhere.example/a");
});
