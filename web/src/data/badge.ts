import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { useSession } from "@/auth/session";

import { unreadQuery } from "./notifications";

/** A badge is a kindness: where the system has none, or refuses, nothing is lost. */
function show(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  done.catch(() => undefined);
}

/** Keeps the number at the app's icon in step with what is unread; none where nobody is signed in. */
export function useAppBadge(): void {
  const signedIn = Boolean(useSession());
  const { data } = useQuery({ ...unreadQuery, enabled: signedIn });
  const count = signedIn ? data : 0;
  useEffect(() => {
    if (count !== undefined) show(count);
  }, [count]);
}
