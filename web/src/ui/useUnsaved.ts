import { useEffect, useState } from "react";
import { useBlocker, useLocation } from "react-router";

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
  // The form's own address: for a moment after it has been left the form is still there.
  const { pathname } = useLocation();
  const [own] = useState(pathname);
  return useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && currentLocation.pathname === own && nextLocation.pathname !== own,
  );
}
