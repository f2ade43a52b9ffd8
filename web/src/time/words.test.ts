import { agoInWords, dayInWords, partialDateInWords } from "./words";

const now = Date.parse("2035-01-08T12:00:00Z");
const before = (milliseconds: number) => agoInWords(String(now - milliseconds), "en", now);

it("says how long ago, and the date once that says more", () => {
  expect(before(20_000)).toBe("now");
  expect(before(5 * 60_000)).toBe("5 minutes ago");
  expect(before(26 * 3_600_000)).toBe("yesterday");
  expect(before(8 * 86_400_000)).toContain("2034");
});

it("does not turn a moment of the future into a negative past", () => {
  expect(before(-90_000)).toBe("now");
});

it("takes calendar dates as they are, in every zone", () => {
  expect(dayInWords("2035-01-01", "de")).toBe("Montag, 1. Januar");
});

it("says as much of a date as there is", () => {
  expect(partialDateInWords("1815", "en")).toBe("1815");
  expect(partialDateInWords("1815-12", "en")).toContain("1815");
  expect(partialDateInWords("1815-12-10", "en")).toContain("10");
});
