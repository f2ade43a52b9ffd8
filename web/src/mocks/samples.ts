/** More of a community, for looking at it: what tests begin without. */
import type { Notification, PushJob } from "@/api/types";

import { community, newId } from "./community";

const minute = 60_000;
const ago = (minutes: number) => String(Date.now() - minutes * minute);

type Told = [Notification["type"], string, string, string, number];

const told: Told[] = [
  ["daily", "It is noon", "What did you learn today?", "/", 12],
  ["comment", "Grace Hopper commented", "“That is how I think of it, too.”", "/me", 47],
  ["like", "Barbara Liskov and 2 others liked your post", "", "/me", 95],
  ["request", "Donald Knuth wants to be your friend", "", "/friends", 1500],
  [
    "message",
    "Maintenance on Sunday",
    "We will be away for an hour, from 9.",
    "https://status.example.org/sunday",
    1800,
  ],
  [
    "acceptance",
    "Edsger Dijkstra is now your friend",
    "",
    "/people/00000000-0000-7000-8000-000000000003",
    4400,
  ],
  ["test", "Test", "Notifications reach this device.", "/settings/notifications", 4500],
];

const job = (change: Partial<PushJob>): PushJob => ({
  jobId: newId(),
  kind: "daily",
  state: "done",
  title: "12:00 Europe/Berlin",
  timestamp: ago(12),
  queued: 4270,
  sent: 4200,
  gone: 67,
  throttled: 12,
  failed: 3,
  latenessP50: 840,
  latenessP99: 4100,
  services: [
    { service: "https://fcm.googleapis.com", sent: 3100, gone: 50, throttled: 0, failed: 1 },
    {
      service: "https://updates.push.services.mozilla.com",
      sent: 700,
      gone: 12,
      throttled: 12,
      failed: 2,
    },
    { service: "https://web.push.apple.com", sent: 400, gone: 5, throttled: 0, failed: 0 },
  ],
  ...change,
});

export function fillCommunity(): void {
  community.inbox = told.map(([type, title, body, url, minutes], index) => ({
    notificationId: newId(),
    type,
    title,
    body,
    url,
    timestamp: ago(minutes),
    read: index > 2,
  }));
  community.subscriptions = [
    {
      subscriptionId: newId(),
      endpoint: "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
      timestamp: ago(3000),
    },
    {
      subscriptionId: newId(),
      endpoint: "https://web.push.apple.com/QGux",
      timestamp: ago(9000),
      lastTest: { outcome: "sent", status: 201, timestamp: ago(8000) },
    },
  ];
  community.accounts = community.people.map((each, index) => ({
    userId: each.userId,
    email: `${each.firstName}.${each.lastName}@example.org`.toLowerCase(),
    ...(index !== 6 && { firstName: each.firstName, lastName: each.lastName }),
    enabled: index !== 3,
    confirmed: index !== 6,
    groups: index === 1 ? ["admin"] : [],
    createdAt: "2026-03-01T12:00:00Z",
  }));
  community.blocked = [community.people[7]!.userId];
  community.preferences.daily.quietDays = ["2027-08-02", "2027-08-03", "2027-08-04", "2027-12-24"];
  community.pushJobs = [
    job({ kind: "send", title: "Maintenance on Sunday", timestamp: ago(1800), services: [] }),
    job({}),
    job({
      title: "12:00 Asia/Tokyo",
      timestamp: ago(420),
      queued: 120,
      sent: 120,
      gone: 0,
      failed: 0,
      services: [],
    }),
  ];
}
