import { useCallback } from "react";
import { useNavigate } from "react-router";

/** Where one goes when a session ends. */
export function useLeave() {
  const navigate = useNavigate();
  return useCallback(() => navigate("/welcome", { replace: true }), [navigate]);
}
