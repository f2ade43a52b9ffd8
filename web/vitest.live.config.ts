import { resolve } from "node:path";

import { defineConfig } from "vitest/config";

/** Tests against servers that somebody else has started; each file says who. */
export default defineConfig({
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  test: { environment: "jsdom", globals: true, include: ["src/**/*.live.ts"] },
});
