import "@testing-library/jest-dom/vitest";
import "fake-indexeddb/auto";

import { cleanup } from "@testing-library/react";

import { loadTexts, startI18n } from "@/i18n";
import { resetCommunity } from "@/mocks/community";
import { server } from "@/mocks/node";

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await startI18n("en");
  await loadTexts("admin", "auth", "friends", "inbox", "me", "settings", "start");
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
  resetCommunity();
  localStorage.clear();
});
afterAll(() => server.close());
