import Button from "@mui/material/Button";
import Snackbar from "@mui/material/Snackbar";
import { type ReactNode, createContext, useCallback, useContext, useMemo, useState } from "react";

export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
}

const Toasts = createContext<(toast: Toast | string) => void>(() => undefined);

/** Shows a short message at the edge of the screen, read out by screen readers. */
export const useToast = () => useContext(Toasts);

/** Long enough to reach the action by keyboard. */
const shown = 7000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState<(Toast & { id: number })[]>([]);
  const add = useCallback((toast: Toast | string) => {
    const made = typeof toast === "string" ? { text: toast } : toast;
    setQueue((waiting) => [...waiting, { ...made, id: Date.now() + waiting.length }]);
  }, []);
  const remove = useCallback(() => setQueue((waiting) => waiting.slice(1)), []);
  const current = queue[0];
  const action = useMemo(
    () =>
      current?.action && (
        <Button
          color="inherit"
          size="small"
          onClick={() => {
            current.action?.run();
            remove();
          }}
        >
          {current.action.label}
        </Button>
      ),
    [current, remove],
  );
  return (
    <Toasts value={add}>
      {children}
      <Snackbar
        key={current?.id}
        open={Boolean(current)}
        autoHideDuration={shown}
        onClose={(_event, reason) => reason !== "clickaway" && remove()}
        message={current?.text}
        action={action}
        sx={{ mb: { xs: "calc(64px + env(safe-area-inset-bottom))", md: 0 } }}
      />
    </Toasts>
  );
}
