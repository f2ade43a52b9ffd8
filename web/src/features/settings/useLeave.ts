import { useCallback } from "react";
import { useNavigate } from "react-router";

import { forgetDrafts } from "@/ui/useDraft";

/** What the app does just before a session ends: no draft stays, and the way is to the welcome. */
export function useLeave() {
  const navigate = useNavigate();
  return useCallback(async () => {
    forgetDrafts();
    await navigate("/welcome", { replace: true });
  }, [navigate]);
}
