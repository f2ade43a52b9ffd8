import { act, waitFor } from "@testing-library/react";

import { forgetSession } from "@/auth/session";
import { community } from "@/mocks/community";
import { show } from "@/test/render";

import { useAppBadge } from "./badge";

function Badge() {
  useAppBadge();
  return null;
}

const entry = {
  notificationId: "1",
  type: "like" as const,
  title: "Liked",
  body: "",
  url: "/",
  timestamp: "1764000000000",
  read: false,
};

const setAppBadge = vi.fn(() => Promise.resolve());
const clearAppBadge = vi.fn(() => Promise.reject(new Error("not allowed")));

afterEach(() => {
  Reflect.deleteProperty(navigator, "setAppBadge");
  Reflect.deleteProperty(navigator, "clearAppBadge");
});

it("shows the number of what is unread, and nothing after the sign-out", async () => {
  Object.assign(navigator, { setAppBadge, clearAppBadge });
  community.inbox = [entry, { ...entry, notificationId: "2" }];
  await show(<Badge />);
  await waitFor(() => expect(setAppBadge).toHaveBeenLastCalledWith(2));
  act(forgetSession);
  await waitFor(() => expect(clearAppBadge).toHaveBeenCalled());
});

it("does without where the system has no badges", async () => {
  community.inbox = [entry];
  await expect(show(<Badge />)).resolves.toBeDefined();
});
