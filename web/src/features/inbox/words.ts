/** What the server says in English, in the app's own words, where they are known. */
import type { Notification } from "@/api/types";
import { isolated } from "@/parts/names";

/** A text of this feature, with what stands in it. */
export interface Words {
  key:
    | "told.request"
    | "told.acceptance"
    | "told.comment"
    | "told.like"
    | "told.likes"
    | "told.daily"
    | "told.dailyBody"
    | "told.posted"
    | "told.postedBody"
    | "told.test"
    | "told.testBody";
  /** Whose deed it is; "" where the server does not know. */
  name?: string;
  /** How many others did the same. */
  count?: number;
}

type Pattern = readonly [RegExp, Words["key"]];

const titles: Partial<Record<Notification["type"], readonly Pattern[]>> = {
  request: [[/^(.+) asks to be your friend$/s, "told.request"]],
  acceptance: [[/^(.+) is your friend now$/s, "told.acceptance"]],
  comment: [[/^(.+) commented on your (?:post|piece)$/s, "told.comment"]],
  like: [
    [/^(.+) and (\d+) others? liked your (?:post|piece)$/s, "told.likes"],
    [/^(.+) liked your (?:post|piece)$/s, "told.like"],
  ],
  daily: [
    [/^Time for today's Piece of Knowledge$/, "told.daily"],
    [/^You have shared today$/, "told.posted"],
  ],
  test: [[/^It works$/, "told.test"]],
};

const bodies: Partial<Record<Notification["type"], readonly Pattern[]>> = {
  daily: [
    [/^What have you learnt that others should know\?$/, "told.dailyBody"],
    [/^See what your friends have learnt\.$/, "told.postedBody"],
  ],
  test: [[/^Notifications of (.+) reach you\.$/s, "told.testBody"]],
};

function wordsFor(text: string, patterns: readonly Pattern[] = []): Words | undefined {
  for (const [pattern, key] of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [, name, count] = found;
    return {
      key,
      ...(name && { name: name === "Somebody" ? "" : isolated(name) }),
      ...(count && { count: Number(count) }),
    };
  }
  return undefined;
}

/** The words for an entry's title; undefined where the server's own are all there is. */
export const titleOf = ({ type, title }: Pick<Notification, "type" | "title">) =>
  wordsFor(title, titles[type]);

export const bodyOf = ({ type, body }: Pick<Notification, "type" | "body">) =>
  wordsFor(body, bodies[type]);
