/** Days and times of day in a person's own time zone. */
import { TZDate } from "@date-fns/tz";
import { addDays, formatISO, startOfDay } from "date-fns";

const calendarDate = (day: TZDate) => formatISO(day, { representation: "date" });

/** The calendar date there, `YYYY-MM-DD`. */
export const dayIn = (zone: string, now: Date | number): string =>
  calendarDate(new TZDate(+now, zone));

export interface DailyCall {
  enabled: boolean;
  /** `HH:MM` in the zone. */
  time: string;
  /** ISO 8601: 1 is Monday. */
  weekdays?: number[];
  quietDays?: string[];
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

function isCalled(day: TZDate, call: DailyCall): boolean {
  const weekday = day.getDay() === 0 ? 7 : day.getDay();
  const quiet = call.quietDays?.includes(calendarDate(day)) ?? false;
  return (call.weekdays ?? everyDay).includes(weekday) && !quiet;
}

function at(day: TZDate, time: string): TZDate {
  const [hours = 12, minutes = 0] = time.split(":").map(Number);
  const moment = new TZDate(+day, day.timeZone);
  moment.setHours(hours, minutes, 0, 0);
  return moment;
}

/** Days looked at: a month of quiet days is the longest that one plans. */
const horizon = 62;

/** When somebody with these wishes is called next, or undefined where they are not. */
export function nextCall(call: DailyCall, zone: string, now: Date | number): Date | undefined {
  if (!call.enabled) return undefined;
  const today = startOfDay(new TZDate(+now, zone));
  for (let ahead = 0; ahead < horizon; ++ahead) {
    const day = addDays(today, ahead);
    const moment = at(day, call.time);
    if (+moment > +now && isCalled(day, call)) return new Date(+moment);
  }
  return undefined;
}

/** Whether today's call, in that zone, has been made. */
export function isPastCall(call: DailyCall, zone: string, now: Date | number): boolean {
  const today = new TZDate(+now, zone);
  return call.enabled && isCalled(today, call) && +at(today, call.time) <= +now;
}

export interface Remaining {
  hours: number;
  minutes: number;
  seconds: number;
}

export function remaining(until: Date, now: Date | number): Remaining {
  const total = Math.max(0, Math.ceil((+until - +now) / 1000));
  return {
    hours: Math.floor(total / 3600),
    minutes: Math.floor((total % 3600) / 60),
    seconds: total % 60,
  };
}

/** The zone that the device is set to. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
