import { languages } from "@/i18n";

/** Dates of which the day, or day and month, may be missing. */
const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** As people write them: 3/2024, 03.2024, 15.3.2024. */
const written = /^(?:(\d{1,2})\s*\.\s*)?(\d{1,2})\s*[./]\s*(\d{4})$/;

/** As people say them: March 2020, 15 Mar 2020, 15. März 2020, March 15, 2020. */
const spoken = /^(?:(\d{1,2})\.?\s+)?(\p{L}{3,})\.?\s+(\d{4})$/u;
const american = /^(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$/u;

/** Months' names in every language of the app, in lower case. */
const names = languages.map((language) => {
  const month = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, index) =>
    month.format(Date.UTC(2024, index)).toLocaleLowerCase(language),
  );
});

/** The number of the month of which that is the name or its beginning. */
function monthOf(word: string): string | undefined {
  const begins = (name: string) => name.startsWith(word.toLowerCase());
  const found = names.map((months) => months.findIndex(begins)).find((month) => month >= 0);
  return found === undefined ? undefined : String(found + 1);
}

/** Year, month and day of what was written in any of these ways. */
function partsOf(text: string): (string | undefined)[] | undefined {
  const digits = written.exec(text);
  if (digits) return [digits[3], digits[2], digits[1]];
  const words = spoken.exec(text);
  if (words) return [words[3], monthOf(words[2]!), words[1]];
  const turned = american.exec(text);
  return turned ? [turned[3], monthOf(turned[1]!), turned[2]] : undefined;
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of what was written, or undefined where it is no date. */
export function readDate(text: string): string | undefined {
  const trimmed = text.trim();
  const found = partsOf(trimmed);
  // A month that is none would make a year of it.
  if (found && !found[1]) return undefined;
  const normal = found
    ? found
        .filter((part) => part !== undefined)
        .map((part) => part.padStart(2, "0"))
        .join("-")
    : trimmed;
  const parts = iso.exec(normal);
  if (!parts) return undefined;
  return exists(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1))
    ? normal
    : undefined;
}

/** Whether one date is certainly before another: as far as both say. */
export function isBefore(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) < other.slice(0, length);
}
