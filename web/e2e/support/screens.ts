/** Every screen, for what is asked of all of them: accessibility, layout, pictures. */
import { type Person, befriend, join, share } from "./people.ts";
import type { Server } from "./server.ts";

export interface Screen {
  name: string;
  path: string;
  who: "nobody" | "newcomer" | "member" | "administrator";
}

export interface Cast {
  newcomer: Person;
  member: Person;
  administrator: Person;
  screens: Screen[];
}

/** People with something to show: friends, requests, pieces, comments, an inbox, jobs. */
export async function cast(server: Server, administrator: Person): Promise<Cast> {
  const { url } = server;
  const newcomer = await join(url, "Nova");
  const mina = await join(url, "Mina", "Okafor");
  const friends = await Promise.all(
    [
      ["Ada", "Lovelace"],
      ["Grace", "Hopper"],
      ["Radia", "Perlman"],
    ].map(([first, last]) => join(url, first!, last)),
  );
  for (const friend of friends) await befriend(friend, mina);
  const [ada, grace, radia] = friends as [Person, Person, Person];
  const texts = [
    [
      ada,
      "An engine weaves",
      "It weaves algebraical patterns as a loom weaves flowers and leaves.",
    ],
    [
      grace,
      "A nanosecond is a foot",
      "Light goes 30 cm in it: that is why long wires make slow machines.",
    ],
    [
      radia,
      "Trees have no loops",
      "A bridge that knows its way to the root can switch off the rest.",
    ],
  ] as const;
  let last = "";
  for (const [friend, title, text] of texts) last = (await share(friend, title, text)).postId;
  const mine = await share(mina, "UTF-8 needs no BOM", "Its bytes have one order only.");
  await ada.call("POST", `/posts/${mine.postId}/likes`);
  await grace.call("POST", `/posts/${mine.postId}/comments`, { content: "And none to lose." });
  await mina.call("POST", `/posts/${last}/comments`, { content: "Like a family tree?" });
  await mina.call("POST", `/posts/users/me/pinned-posts/${mine.postId}`);
  await mina.call("POST", "/users/me/jobs", {
    jobTitle: "Structural engineer",
    companyName: "Bridges & Sons",
    startDate: "2031-04",
    location: "Lagos",
  });
  await mina.call("POST", "/users/me/education", {
    institution: "University of Lagos",
    degree: "BSc",
    fieldOfStudy: "Civil engineering",
    endDate: "2030",
  });
  const stranger = await join(url, "Tony", "Hoare");
  await stranger.call("POST", `/users/requests?targetUserId=${mina.userId}`);
  const blocked = await join(url, "Eve", "Dropper");
  await mina.call("POST", `/users/me/blocks/${blocked.userId}`);
  const screens: Screen[] = [
    { name: "welcome", path: "/welcome", who: "nobody" },
    { name: "sign-up", path: "/sign-up", who: "nobody" },
    { name: "sign-in", path: "/sign-in", who: "nobody" },
    { name: "reset", path: "/reset", who: "nobody" },
    { name: "invite", path: `/invite/${mina.userId}`, who: "nobody" },
    { name: "start", path: "/start", who: "newcomer" },
    { name: "start-friends", path: "/start", who: "member" },
    { name: "today", path: "/", who: "member" },
    { name: "piece", path: `/pieces/${last}`, who: "member" },
    { name: "my-piece", path: `/pieces/${mine.postId}`, who: "member" },
    { name: "person", path: `/people/${radia.userId}`, who: "member" },
    { name: "friends-of", path: `/people/${radia.userId}/friends`, who: "member" },
    { name: "friends", path: "/friends", who: "member" },
    { name: "requests", path: "/friends/requests", who: "member" },
    { name: "find", path: "/friends/find", who: "member" },
    { name: "inbox", path: "/inbox", who: "member" },
    { name: "me", path: "/me", who: "member" },
    { name: "edit-profile", path: "/me/edit", who: "member" },
    { name: "settings", path: "/settings", who: "member" },
    { name: "notifications", path: "/settings/notifications", who: "member" },
    { name: "account", path: "/settings/account", who: "member" },
    { name: "blocked", path: "/settings/blocked", who: "member" },
    { name: "not-found", path: "/people/nobody-of-that-id", who: "member" },
    { name: "today-many", path: "/", who: "administrator" },
    { name: "admin", path: "/admin", who: "administrator" },
    { name: "jobs", path: "/admin/jobs", who: "administrator" },
    { name: "metrics", path: "/admin/metrics", who: "administrator" },
  ];
  return { newcomer, member: mina, administrator, screens };
}

export const personOf = (all: Cast, screen: Screen): Person | undefined =>
  screen.who === "nobody" ? undefined : all[screen.who];
