/** Names within sentences. */
import type { UserInfo } from "@/api/types";

/** Letters written from right to left, and characters that turn the direction around. */
const turns = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A text that leaves the order of the words around it as it is: what <bdi> is for elements. */
export const isolated = (text: string): string => (turns.test(text) ? `\u2068${text}\u2069` : text);

/** Somebody's whole name, for sentences. */
export const nameOf = ({ firstName, lastName }: Pick<UserInfo, "firstName" | "lastName">): string =>
  isolated(`${firstName} ${lastName}`);
