import { HttpResponse } from "msw";
import { createOpenApiHttp } from "openapi-msw";

import type { paths } from "@/api/generated/push-notification";
import type { PushJob } from "@/api/types";

import { community, newId } from "../community";
import { page, problem } from "../respond";

const http = createOpenApiHttp<paths>();

const gone = () => new HttpResponse(null, { status: 204 }) as never;
const missing = () => problem(404, "Not found");
const now = () => String(Date.now());

/** A point of P-256, as a browser wants it. */
export const vapidKey =
  "BLev3J3wtJSLQG7via9wGTUbhULSCJmkFqRLwlK3wIGgH9YBoyd5UthP2IJ4A-Y2qDsE4wGADCefh-vELbrP8D8";

/** A job that gets on each time somebody looks. */
function proceed(job: PushJob): PushJob {
  if (job.state === "done") return job;
  job.state = "running";
  job.sent = Math.min(job.queued, job.sent + Math.ceil(job.queued / 4));
  if (job.sent + job.gone + job.failed >= job.queued) job.state = "done";
  return job;
}

export const push = [
  http.get(
    "/push-notifications/vapid-key",
    () => HttpResponse.json({ publicKey: vapidKey }) as never,
  ),
  http.post("/push-notifications/subscribe", async ({ request }) => {
    const { endpoint } = await request.json();
    const known = community.subscriptions.find((each) => each.endpoint === endpoint);
    if (known) {
      known.timestamp = now();
      return HttpResponse.json(known) as never;
    }
    const made = { subscriptionId: newId(), endpoint, timestamp: now() };
    community.subscriptions.push(made);
    return HttpResponse.json(made, { status: 201 }) as never;
  }),
  http.get("/push-notifications", ({ request }) => page(request, community.subscriptions) as never),
  http.delete("/push-notifications/{subscriptionId}", ({ params }) => {
    const before = community.subscriptions;
    community.subscriptions = before.filter(
      (each) => each.subscriptionId !== params.subscriptionId,
    );
    return before.length === community.subscriptions.length ? missing() : gone();
  }),
  http.post("/push-notifications/test", () => {
    const note = {
      notificationId: newId(),
      type: "test" as const,
      title: "Test",
      body: "Notifications reach this device.",
      url: "/settings/notifications",
      timestamp: now(),
      read: false,
    };
    community.inbox.unshift(note);
    for (const each of community.subscriptions) {
      each.lastTest = { outcome: "sent", status: 201, timestamp: now() };
    }
    return HttpResponse.json(note, { status: 202 }) as never;
  }),
  http.get(
    "/push-notifications/preferences",
    () => HttpResponse.json(community.preferences) as never,
  ),
  http.put("/push-notifications/preferences", async ({ request }) => {
    const body = await request.json();
    community.preferences = {
      ...community.preferences,
      ...body,
      daily: { ...community.preferences.daily, ...body.daily },
    };
    return HttpResponse.json(community.preferences) as never;
  }),
  http.get("/push-notifications/inbox", ({ request }) => {
    const response = page(request, community.inbox);
    const unread = community.inbox.filter((each) => !each.read).length;
    response.headers.set("X-Unread-Count", String(unread));
    return response as never;
  }),
  http.post("/push-notifications/inbox/read", () => {
    community.inbox = community.inbox.map((each) => ({ ...each, read: true }));
    return gone();
  }),
  http.get(
    "/push-notifications/jobs",
    ({ request }) => page(request, community.pushJobs.map(proceed)) as never,
  ),
  http.post("/push-notifications/send", async ({ request }) => {
    const { title } = (await request.json()) as { title: string };
    const job: PushJob = {
      jobId: newId(),
      kind: "send",
      state: "queued",
      title,
      timestamp: now(),
      queued: 8,
      sent: 0,
      gone: 0,
      throttled: 0,
      failed: 0,
      latenessP50: 40,
      latenessP99: 120,
      services: [],
    };
    community.pushJobs.unshift(job);
    return HttpResponse.json(job, { status: 202 }) as never;
  }),
];
