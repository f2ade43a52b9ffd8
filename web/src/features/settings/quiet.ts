/** Days without a call, as stretches from one to another. */
import { addDays, eachDayOfInterval, format, parseISO } from "date-fns";

export interface Stretch {
  from: string;
  to: string;
}

/** As many as the contract allows. */
export const mostQuietDays = 366;

const text = (day: Date) => format(day, "yyyy-MM-dd");

/** Neighbouring days together. */
export function stretchesOf(days: readonly string[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const day of days.toSorted()) {
    const last = stretches.at(-1);
    if (last && text(addDays(parseISO(last.to), 1)) >= day) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}

/** The days of a stretch; none where it ends before it begins. */
export function daysOf({ from, to }: Stretch): string[] {
  if (to < from) return [];
  return eachDayOfInterval({ start: parseISO(from), end: parseISO(to) }).map(text);
}

/** With that stretch, and without what is over. */
export const withStretch = (days: readonly string[], stretch: Stretch, today: string): string[] =>
  [...new Set([...days, ...daysOf(stretch)])].filter((day) => day >= today).sort();

export const withoutStretch = (days: readonly string[], { from, to }: Stretch): string[] =>
  days.filter((day) => day < from || day > to);
