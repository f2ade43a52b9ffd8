/** Moments and days in words of the person's language. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The device's own variant of the app's language, such as en-GB, for its order of day and month. */
const regional = (language: string): string =>
  navigator.languages.find((each) => each.split("-")[0] === language) ?? language;

/** Formats are costly to make; a list shows hundreds of dates with two or three. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  let made = formats.get(name);
  if (!made) formats.set(name, (made = new Intl.DateTimeFormat(regional(language), options)));
  return made;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "5 minutes ago"; a date once that says more. `timestamp` is the contract's. */
export function agoInWords(timestamp: string, language: string, now: Date | number): string {
  const past = +now - Number(timestamp);
  if (past >= 7 * 86_400_000) {
    return format(language, { dateStyle: "medium" }).format(Number(timestamp));
  }
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of units) {
    if (past >= length) return relative.format(-Math.floor(past / length), unit);
  }
  return relative.format(0, "second");
}

export const momentInWords = (timestamp: string | number | Date, language: string): string =>
  format(language, { dateStyle: "full", timeStyle: "short" }).format(
    timestamp instanceof Date ? timestamp : Number(timestamp),
  );

export const timeInWords = (moment: Date, zone: string, language: string): string =>
  format(language, { timeStyle: "short", timeZone: zone }).format(moment);

/** A calendar date, `YYYY-MM-DD`, which has no time zone. */
export const dayInWords = (
  day: string,
  language: string,
  options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" },
): string => format(language, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as much of it as there is. */
export function partialDateInWords(date: string, language: string): string {
  if (date.length === 4) return date;
  const options: Intl.DateTimeFormatOptions =
    date.length === 7 ? { month: "short", year: "numeric" } : { dateStyle: "medium" };
  return dayInWords(date.length === 7 ? `${date}-01` : date, language, options);
}
