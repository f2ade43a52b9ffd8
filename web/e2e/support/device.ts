import type { Page } from "@playwright/test";

/** Everything that the app keeps in IndexedDB, as JSON. */
export const keptOnDevice = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("keyval-store");
        opening.onerror = () => reject(new Error("no database"));
        // The app has not made it yet, and this is not to make it for the app.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onsuccess = () => {
          const read = opening.result.transaction("keyval").objectStore("keyval").getAll();
          read.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(read.result));
          };
        };
      }),
  );
