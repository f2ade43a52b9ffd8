import { isBefore, readDate } from "./dates";
import { monthAfter, weeksOf } from "./months";

it.each([
  ["2024", "2024"],
  [" 2024-03 ", "2024-03"],
  ["2024-02-29", "2024-02-29"],
  ["3/2024", "2024-03"],
  ["15.3.2024", "2024-03-15"],
  ["March 2020", "2020-03"],
  ["sept. 2020", "2020-09"],
  ["15. März 2020", "2020-03-15"],
  ["Mai 2020", "2020-05"],
  ["March 5, 2020", "2020-03-05"],
])("reads %s as a date", (text, date) => {
  expect(readDate(text)).toBe(date);
});

it.each([
  "",
  "24",
  "2023-02-29",
  "2024-13",
  "0000",
  "soon",
  "soon 2024",
  "31 April 2024",
  "2024-3",
  "31.4.2024",
])("does not take %s for a date", (text) => {
  expect(readDate(text)).toBeUndefined();
});

it("compares dates as far as both say", () => {
  expect(isBefore("2023", "2024-05")).toBe(true);
  expect(isBefore("2024", "2024-05")).toBe(false);
  expect(isBefore("2024-04-30", "2024-05")).toBe(true);
});

it("lays out months from Monday on", () => {
  const weeks = weeksOf("2024-09");
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([...Array<undefined>(6).fill(undefined), "2024-09-01"]);
  expect(weeks[5]?.[0]).toBe("2024-09-30");
  expect(monthAfter("2024-12", 1)).toBe("2025-01");
  expect(monthAfter("2024-01", -1)).toBe("2023-12");
});
