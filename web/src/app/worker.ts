/** The app's side of the service worker. */
import { Workbox } from "workbox-window";

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

/** Registers the worker, in builds: while developing there is none. */
export function startWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const workbox = new Workbox("/worker.js");
  workbox.addEventListener("waiting", () => {
    waiting = () => {
      workbox.addEventListener("controlling", () => location.reload());
      workbox.messageSkipWaiting();
    };
    listener?.(waiting);
  });
  void workbox.register();
}
