/** The browser's offer to install the app, which comes once, soon after the start: import this early. */
import { useSyncExternalStore } from "react";

/** Of Chromium; no standard yet. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | undefined;
const listeners = new Set<() => void>();

function keep(next: InstallOffer | undefined): void {
  offer = next;
  for (const listener of listeners) listener();
}

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  keep(event as InstallOffer);
});
window.addEventListener("appinstalled", () => keep(undefined));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks the person to install the app; undefined where the browser does not offer it. */
export function useInstall(): (() => void) | undefined {
  const known = useSyncExternalStore(subscribe, () => offer);
  if (!known) return undefined;
  return () => {
    // An offer is good for one question.
    keep(undefined);
    void known.prompt();
  };
}
