import { useEffect } from "react";
import { useBlocker } from "react-router";

/**
 * Holds people back from leaving a form with changes: within the app by the returned blocker, whose
 * `state` is "blocked" while the question is to be shown; beyond it by the browser's own question.
 */
export function useUnsaved(dirty: boolean) {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && currentLocation.pathname !== nextLocation.pathname,
  );
}
