import {
  type ReactNode,
  Suspense,
  createContext,
  lazy,
  useCallback,
  useContext,
  useState,
} from "react";

const ToastBar = lazy(() => import("./ToastBar"));

export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
}

export interface ShownToast extends Toast {
  id: number;
}

const Toasts = createContext<(toast: Toast | string) => void>(() => undefined);

/** Shows a short message at the edge of the screen, read out by screen readers. */
export const useToast = () => useContext(Toasts);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<ShownToast>();
  // What is new counts: an older message would be about something else by now.
  const add = useCallback((toast: Toast | string) => {
    const made = typeof toast === "string" ? { text: toast } : toast;
    setCurrent((before) => ({ ...made, id: (before?.id ?? 0) + 1 }));
  }, []);
  const remove = useCallback(() => setCurrent(undefined), []);
  return (
    <Toasts value={add}>
      {children}
      {current && (
        <Suspense>
          <ToastBar key={current.id} toast={current} onClose={remove} />
        </Suspense>
      )}
    </Toasts>
  );
}
