/** A small community in memory, behind the mocked API of tests and of `npm run dev:mock`. */
import type {
  AccountInfo,
  CommentEntry,
  Education,
  Job,
  Notification,
  Piece,
  Preferences,
  PushJob,
  Relation,
  Subscription,
  UserInfo,
} from "@/api/types";

export interface Community {
  /** Undefined where nobody has a profile yet. */
  me: UserInfo | undefined;
  people: UserInfo[];
  blocked: string[];
  pieces: Piece[];
  comments: Map<string, CommentEntry[]>;
  jobs: Map<string, Job[]>;
  educations: Map<string, Education[]>;
  preferences: Preferences;
  inbox: Notification[];
  subscriptions: Subscription[];
  accounts: AccountInfo[];
  pushJobs: PushJob[];
}

/** Names of pioneers of computing. */
const names: [string, string, Relation][] = [
  ["Grace", "Hopper", "friend"],
  ["Barbara", "Liskov", "friend"],
  ["Edsger", "Dijkstra", "friend"],
  ["Donald", "Knuth", "incoming"],
  ["Frances", "Allen", "outgoing"],
  ["Tony", "Hoare", "none"],
  ["Radia", "Perlman", "none"],
  ["Ken", "Thompson", "none"],
];

const idOf = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;

export function person(index: number, change: Partial<UserInfo> = {}): UserInfo {
  const [firstName, lastName, relation] = names[index % names.length]!;
  return {
    userId: idOf(index + 1),
    firstName,
    lastName,
    headline: "Computing pioneer",
    location: "Arlington",
    timeZone: "Europe/Berlin",
    numberOfFriends: 3,
    isFriend: relation === "friend",
    relation,
    ...change,
  };
}

const today = () => new Date().toISOString().slice(0, 10);

export function piece(author: UserInfo, index: number, change: Partial<Piece> = {}): Piece {
  return {
    postId: idOf(1000 + index),
    userId: author.userId,
    title: `What ${author.firstName} learnt`,
    content: "A compiler is a program that writes programs.",
    timestamp: String(Date.now() - index * 60_000),
    day: today(),
    likeCount: index,
    commentCount: 0,
    isLiked: false,
    isPinned: false,
    media: [],
    ...change,
  };
}

function begin(): Community {
  const people = names.map((_, index) => person(index));
  const friends = people.filter((each) => each.isFriend);
  return {
    me: person(0, {
      userId: idOf(0),
      firstName: "Ada",
      lastName: "Lovelace",
      email: "ada@example.org",
      relation: "self",
      isFriend: false,
      profileVisibility: "everyone",
      contactVisibility: "self",
    }),
    people,
    blocked: [],
    pieces: friends.map((author, index) => piece(author, index)),
    comments: new Map(),
    jobs: new Map(),
    educations: new Map(),
    preferences: {
      daily: { enabled: true, time: "12:00", weekdays: [1, 2, 3, 4, 5, 6, 7], quietDays: [] },
      whenAlreadyPosted: "none",
      friendRequests: true,
      acceptances: true,
      comments: true,
      likes: true,
    },
    inbox: [],
    subscriptions: [],
    accounts: [],
    pushJobs: [],
  };
}

export let community = begin();

export function resetCommunity(): void {
  community = begin();
}

export const newId = () => crypto.randomUUID();
export const find = (userId: string) =>
  userId === community.me?.userId
    ? community.me
    : community.people.find((each) => each.userId === userId);
