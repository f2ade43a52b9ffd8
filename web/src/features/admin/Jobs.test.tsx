import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import type { PushJob } from "@/api/types";
import { community } from "@/mocks/community";
import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { progressOf } from "./JobCard";
import { Component as Jobs } from "./Jobs";

const job = (change: Partial<PushJob> = {}): PushJob => ({
  jobId: "j",
  kind: "daily",
  state: "done",
  title: "12:00 Europe/Berlin",
  timestamp: "1764000000000",
  queued: 100,
  sent: 90,
  gone: 7,
  throttled: 5,
  failed: 3,
  latenessP50: 840,
  latenessP99: 4100,
  services: [],
  ...change,
});

afterEach(() => {
  vi.useRealTimers();
});

describe("jobs", () => {
  const open = () => show(<Jobs />, { at: "/admin/jobs", path: "/admin/jobs" });

  it("count what has come to an end", () => {
    expect(progressOf(job())).toBe(1);
    expect(progressOf(job({ sent: 40, gone: 5, failed: 5 }))).toBe(0.5);
    expect(progressOf(job({ queued: 0 }))).toBe(0);
  });

  it("are shown with their figures, by push service too", async () => {
    const services = [
      { service: "https://fcm.googleapis.com", sent: 80, gone: 7, throttled: 5, failed: 1 },
      { service: "other", sent: 10, gone: 0, throttled: 0, failed: 2 },
    ];
    community.pushJobs = [job({ services })];
    const { user } = await open();
    const card = await screen.findByRole("article", { name: "12:00 Europe/Berlin" });
    expect(card).toHaveTextContent("Daily reminder");
    expect(card).toHaveTextContent("Done");
    expect(card).toHaveTextContent("100 of 100 messages");
    expect(within(card).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100");
    await user.click(within(card).getByText("By push service"));
    const table = within(card).getByRole("table");
    expect(
      within(table).getByRole("row", { name: "fcm.googleapis.com 80 7 5 1" }),
    ).toBeInTheDocument();
    expect(within(table).getByRole("row", { name: "Others 10 0 0 2" })).toBeInTheDocument();
  });

  it("are asked for again while one is under way", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    community.pushJobs = [job({ state: "running", queued: 8, sent: 0, gone: 0, failed: 0 })];
    await open();
    await screen.findByText("Under way");
    for (let turn = 0; turn < 4; ++turn) await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(await screen.findByText("Done")).toBeInTheDocument();
  });

  it("begin with a message, which is asked about first", async () => {
    const { user } = await open();
    const form = screen.getByRole("form", { name: "Message to everyone" });
    await user.type(within(form).getByLabelText("Title"), "Maintenance");
    await user.type(within(form).getByLabelText("Text"), "Back at ten.");
    await user.click(within(form).getByRole("button", { name: /Send to everyone/ }));
    const dialog = await screen.findByRole("dialog", { name: "Send this to everyone?" });
    expect(dialog).toHaveTextContent("Back at ten.");
    expect(community.pushJobs).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Send to everyone" }));
    expect(await screen.findByRole("article", { name: "Maintenance" })).toBeInTheDocument();
    expect(within(form).getByLabelText("Title")).toHaveValue("");
  });

  it("want a title, a text, and a target that is one", async () => {
    const { user } = await open();
    const form = screen.getByRole("form", { name: "Message to everyone" });
    await user.type(within(form).getByLabelText(/Where a click leads/), "//evil.example");
    await user.click(within(form).getByRole("button", { name: /Send to everyone/ }));
    expect(await within(form).findAllByText("Please fill this in")).toHaveLength(2);
    expect(within(form).getByText(/Neither a path/)).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("send the same message with the same key after a failure", async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post("/push-notifications/send", ({ request }) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return HttpResponse.json({}, { status: 503 });
      }),
    );
    const { user } = await open();
    const form = screen.getByRole("form", { name: "Message to everyone" });
    await user.type(within(form).getByLabelText("Title"), "A");
    await user.type(within(form).getByLabelText("Text"), "B");
    for (const turn of [1, 2]) {
      await user.click(within(form).getByRole("button", { name: /Send to everyone/ }));
      const dialog = await screen.findByRole("dialog");
      await user.click(within(dialog).getByRole("button", { name: "Send to everyone" }));
      expect(await within(dialog).findByText(/takes no changes/)).toBeInTheDocument();
      expect(keys).toHaveLength(turn);
      await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    }
    expect(new Set(keys).size).toBe(1);
  });
});
