import "@/ui/install";

/** Ends the task, so that the browser can do what has come up meanwhile. */
const pause = () => new Promise((resume) => setTimeout(resume));

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
  await pause();
  // The first use of a time zone takes the browser a while.
  (await import("@/time/days")).dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
  await pause();
  show(document.getElementById("root")!);
  const { startWorker } = await import("./worker");
  addEventListener("load", () => void startWorker());
  if (document.readyState === "complete") void startWorker();
}

void start();
