import { setupWorker } from "msw/browser";

import { handlers } from "./handlers";

/** Answers the app's requests in the browser: `npm run dev:mock`. */
export async function startMocks(): Promise<void> {
  await setupWorker(...handlers).start({ onUnhandledRequest: "bypass" });
}
