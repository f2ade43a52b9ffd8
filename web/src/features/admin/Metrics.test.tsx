import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";

import { server } from "@/mocks/node";
import { show } from "@/test/render";

import { Component as Metrics } from "./Metrics";

afterEach(() => {
  vi.useRealTimers();
});

describe("metrics", () => {
  it("are measured again and again, and shown as rates", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await show(<Metrics />);
    const requests = await screen.findByRole("region", { name: "Requests per second" });
    expect(requests).toHaveTextContent("–");
    await act(() => vi.advanceTimersByTimeAsync(5000));
    await waitFor(() => expect(requests).not.toHaveTextContent("–"));
    expect(requests).toHaveTextContent("42 connections");
    expect(within(requests).getByRole("img")).toHaveAccessibleName(/at most/);
    expect(screen.getByRole("region", { name: "Memory" })).toHaveTextContent("50 MB");
    expect(screen.getByRole("table", { name: "Events in queues" })).toHaveTextContent(
      "push-service-events",
    );
    expect(screen.getByRole("table", { name: "Calls and how long they took" })).toHaveTextContent(
      "GET /posts/users/me/timeline",
    );
  });

  it.each([403, 404])("say why they are closed, and how to open them: %i", async (status) => {
    server.use(http.get("/metrics", () => HttpResponse.json({}, { status })));
    await show(<Metrics />);
    expect(await screen.findByText("The figures are not open to you")).toBeInTheDocument();
    expect(screen.getByText(/metrics-listen/)).toHaveTextContent(String(status));
  });

  it("say what went wrong", async () => {
    server.use(http.get("/metrics", () => HttpResponse.error(), { once: true }));
    const { user } = await show(<Metrics />);
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Memory" })).toBeInTheDocument();
  });
});
