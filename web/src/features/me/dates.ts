/** Dates of which the day, or day and month, may be missing. */
const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** As people write them: 3/2024, 03.2024, 15.3.2024. */
const written = /^(?:(\d{1,2})\s*\.\s*)?(\d{1,2})\s*[./]\s*(\d{4})$/;

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of what was written, or undefined where it is no date. */
export function readDate(text: string): string | undefined {
  const trimmed = text.trim();
  const swapped = written.exec(trimmed);
  const [, day, month, year] = swapped ?? [];
  const normal = swapped
    ? [year, month!.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean).join("-")
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
