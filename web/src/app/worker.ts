/** The app's side of the service worker. */
type Listener = (activate: () => void) => void;

let waiting: (() => void) | undefined;
let listener: Listener | undefined;

/** Calls back when a newer version is ready; `activate` changes to it. Returns how to stop. */
export function onNewVersion(given: Listener): () => void {
  listener = given;
  if (waiting) given(waiting);
  return () => {
    listener = undefined;
  };
}

/** Registers the worker, once the page is there; in builds alone: while developing there is none. */
export async function startWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const { Workbox } = await import("workbox-window");
  const workbox = new Workbox("/worker.js");
  workbox.addEventListener("waiting", () => {
    waiting = () => {
      workbox.addEventListener("controlling", () => location.reload());
      workbox.messageSkipWaiting();
    };
    listener?.(waiting);
  });
  await workbox.register();
}
