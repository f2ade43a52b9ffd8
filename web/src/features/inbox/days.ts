import type { Notification } from "@/api/types";
import { dayIn } from "@/time/days";

export interface Day {
  day: string;
  entries: Notification[];
}

/** Entries, newest first, by their day in that zone. */
export function byDay(entries: readonly Notification[], zone: string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayIn(zone, Number(entry.timestamp));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
