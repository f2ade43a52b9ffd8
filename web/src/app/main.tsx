import "@fontsource-variable/instrument-sans";
import "@fontsource-variable/newsreader";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { startWorker } from "./worker";
import { startI18n } from "@/i18n";

async function start(): Promise<void> {
  if (import.meta.env.MODE === "mock") await (await import("@/mocks/browser")).startMocks();
  await startI18n();
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  addEventListener("load", () => void startWorker());
  if (document.readyState === "complete") void startWorker();
}

void start();
