import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "react-router";

import { useSession } from "@/auth/session";
import { meQuery } from "@/data/people";

/**
 * Lets in who is signed in. Others see the welcome page at "/", or are led to the sign-in and back
 * from there; who has no profile yet is led through the first steps.
 */
export function Gate() {
  const session = useSession();
  const { pathname, search } = useLocation();
  const me = useQuery({ ...meQuery, enabled: Boolean(session) });
  const next = encodeURIComponent(pathname + search);
  if (!session) {
    return <Navigate to={pathname === "/" ? "/welcome" : `/sign-in?next=${next}`} replace />;
  }
  if (me.data === null && pathname !== "/start") {
    return <Navigate to={`/start?next=${next}`} replace />;
  }
  return <Outlet />;
}
