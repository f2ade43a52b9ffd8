import "@/ui/install";

/**
 * Starts the app in steps, each a task of its own, so that a slow phone stays responsive between
 * them. What they load is asked for with the page (vite.config.ts).
 */
async function start(): Promise<void> {
  if (import.meta.env.MODE === "mock") await (await import("@/mocks/browser")).startMocks();
  const { startI18n } = await import("@/i18n");
  const texts = startI18n();
  const { show } = await import("./show");
  await texts;
  show(document.getElementById("root")!);
  const { startWorker } = await import("./worker");
  addEventListener("load", () => void startWorker());
  if (document.readyState === "complete") void startWorker();
}

void start();
