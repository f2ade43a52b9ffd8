/// <reference lib="webworker" />
/** Declarative push messages (RFC 8030 bodies with `web_push: 8030`), where the browser knows none. */

/** The parts of the message that are used here. */
interface Declarative {
  app_badge?: number;
  notification: NotificationOptions & {
    title: string;
    navigate: string;
    app_badge?: string;
  };
}

export function parse(text: string): Declarative | undefined {
  try {
    const message = JSON.parse(text) as Declarative;
    return typeof message.notification.title === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

async function show(worker: ServiceWorkerGlobalScope, text: string): Promise<void> {
  const message = parse(text);
  if (!message) return;
  const { title, navigate, app_badge: inside, ...options } = message.notification;
  const badge = message.app_badge ?? Number(inside ?? Number.NaN);
  await worker.registration.showNotification(title, {
    icon: "/icons/192.png",
    badge: "/icons/badge.png",
    ...options,
    data: { ...(options.data as object | undefined), navigate },
  });
  if (!Number.isNaN(badge)) await worker.navigator.setAppBadge?.(badge);
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const window of windows) {
    window.postMessage({ type: "pushed" });
  }
}

/** Opens the address in a window of the app that is open already, else in a new one. */
async function open(worker: ServiceWorkerGlobalScope, navigate: string): Promise<void> {
  const url = new URL(navigate, worker.location.origin);
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const own = url.origin === worker.location.origin ? windows[0] : undefined;
  if (!own) {
    await worker.clients.openWindow(url.href);
    return;
  }
  // The app goes there itself, so that what is being written stays.
  own.postMessage({ type: "navigate", to: url.pathname + url.search });
  await own.focus();
}

export function registerPush(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("push", (event) => {
    event.waitUntil(show(worker, event.data?.text() ?? ""));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const data = event.notification.data as { navigate?: string } | null;
    event.waitUntil(open(worker, data?.navigate ?? "/"));
  });
}
