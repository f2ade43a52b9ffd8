/** Every screen, for what is asked of all of them: accessibility, layout, pictures. */
import { type Person, befriend, join, share } from "./people.ts";
import type { Server } from "./server.ts";

type Who = "nobody" | "newcomer" | "member" | "administrator";

export interface Screen {
  name: string;
  who: Who;
  path: (all: Cast) => string;
}

export interface Cast {
  newcomer: Person;
  member: Person;
  administrator: Person;
  friend: Person;
  /** The ids of a friend's piece and of the member's own. */
  theirs: string;
  own: string;
}

const at =
  (path: string): Screen["path"] =>
  () =>
    path;
const screen = (who: Who, name: string, path: string | Screen["path"]): Screen => ({
  name,
  who,
  path: typeof path === "string" ? at(path) : path,
});

export const screens: Screen[] = [
  screen("nobody", "welcome", "/welcome"),
  screen("nobody", "sign-up", "/sign-up"),
  screen("nobody", "sign-in", "/sign-in"),
  screen("nobody", "reset", "/reset"),
  screen("nobody", "invite", (all) => `/invite/${all.member.userId}`),
  screen("newcomer", "start", "/start"),
  screen("member", "start-friends", "/start"),
  screen("member", "today", "/"),
  screen("member", "piece", (all) => `/pieces/${all.theirs}`),
  screen("member", "my-piece", (all) => `/pieces/${all.own}`),
  screen("member", "person", (all) => `/people/${all.friend.userId}`),
  screen("member", "friends-of", (all) => `/people/${all.friend.userId}/friends`),
  screen("member", "friends", "/friends"),
  screen("member", "requests", "/friends/requests"),
  screen("member", "find", "/friends/find"),
  screen("member", "inbox", "/inbox"),
  screen("member", "me", "/me"),
  screen("member", "edit-profile", "/me/edit"),
  screen("member", "settings", "/settings"),
  screen("member", "notifications", "/settings/notifications"),
  screen("member", "account", "/settings/account"),
  screen("member", "blocked", "/settings/blocked"),
  screen("member", "not-found", "/people/nobody-of-that-id"),
  screen("administrator", "today-many", "/"),
  screen("administrator", "admin", "/admin"),
  screen("administrator", "jobs", "/admin/jobs"),
  screen("administrator", "metrics", "/admin/metrics"),
];

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
  return { newcomer, member: mina, administrator, friend: radia, theirs: last, own: mine.postId };
}

export const personOf = (all: Cast, screen: Screen): Person | undefined =>
  screen.who === "nobody" ? undefined : all[screen.who];
