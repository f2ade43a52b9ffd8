import { HttpResponse } from "msw";
import { createOpenApiHttp } from "openapi-msw";

import type { paths } from "@/api/generated/push-notification";

import { community } from "../community";
import { page } from "../respond";

const http = createOpenApiHttp<paths>();

export const push = [
  http.get(
    "/push-notifications/vapid-key",
    () => HttpResponse.json({ publicKey: "BExamp1e" }) as never,
  ),
  http.get("/push-notifications", ({ request }) => page(request, community.subscriptions) as never),
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
    for (const each of community.inbox) each.read = true;
    return new HttpResponse(null, { status: 204 }) as never;
  }),
  http.get("/push-notifications/jobs", ({ request }) => page(request, community.pushJobs) as never),
];
