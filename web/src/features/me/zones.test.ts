import { readZone } from "./zones";

it("finds zones however they are written", () => {
  expect(readZone(" america/new_YORK ")).toBe("America/New_York");
  expect(readZone("utc")).toBe("UTC");
  expect(readZone("US/Pacific")).toBe("US/Pacific");
});

it("takes neither offsets nor what is no zone", () => {
  expect(["", "+01:00", "-05", "Atlantis/Capital"].map(readZone)).toEqual(Array(4).fill(undefined));
});
