import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";

import "@/ui/install";

import { App } from "./App";
import { startWorker } from "./worker";
import { startI18n } from "@/i18n";

async function start(): Promise<void> {
  if (import.meta.env.MODE === "mock") await (await import("@/mocks/browser")).startMocks();
  await startI18n();
  const root = createRoot(document.getElementById("root")!);
  // In slices, so that the page stays responsive while it comes up.
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
  addEventListener("load", () => void startWorker());
  if (document.readyState === "complete") void startWorker();
}

void start();
