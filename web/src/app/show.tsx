import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";

/** Shows the app in slices, so that the page stays responsive while it comes up. */
export function show(place: HTMLElement): void {
  const root = createRoot(place);
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
