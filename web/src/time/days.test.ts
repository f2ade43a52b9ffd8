import { dayIn, isPastCall, nextCall, remaining } from "./days";

const noon = { enabled: true, time: "12:00" };
const at = (text: string) => Date.parse(text);

describe("dayIn", () => {
  it("is the date of the zone, not of the device", () => {
    expect(dayIn("Pacific/Auckland", at("2035-01-01T12:00:00Z"))).toBe("2035-01-02");
    expect(dayIn("America/Los_Angeles", at("2035-01-01T04:00:00Z"))).toBe("2034-12-31");
  });
});

describe("nextCall", () => {
  it("is today before noon and tomorrow after it", () => {
    const before = nextCall(noon, "Europe/Berlin", at("2035-01-01T10:59:00Z"));
    expect(before?.toISOString()).toBe("2035-01-01T11:00:00.000Z");
    const after = nextCall(noon, "Europe/Berlin", at("2035-01-01T11:00:00Z"));
    expect(after?.toISOString()).toBe("2035-01-02T11:00:00.000Z");
  });

  it("keeps to noon where the clocks are put forward", () => {
    // On 25 March 2035 Berlin goes from UTC+1 to UTC+2.
    const next = nextCall(noon, "Europe/Berlin", at("2035-03-24T12:00:00Z"));
    expect(next?.toISOString()).toBe("2035-03-25T10:00:00.000Z");
  });

  it("passes over days that are not wanted", () => {
    // 1 January 2035 is a Monday.
    const call = { ...noon, weekdays: [3, 5], quietDays: ["2035-01-03"] };
    const next = nextCall(call, "UTC", at("2035-01-01T00:00:00Z"));
    expect(next?.toISOString()).toBe("2035-01-05T12:00:00.000Z");
  });

  it("is never for who is not called", () => {
    expect(nextCall({ ...noon, enabled: false }, "UTC", Date.now())).toBeUndefined();
    expect(nextCall({ ...noon, weekdays: [] }, "UTC", Date.now())).toBeUndefined();
  });
});

describe("isPastCall", () => {
  it("begins with the call and ends with the day", () => {
    expect(isPastCall(noon, "UTC", at("2035-01-01T11:59:59Z"))).toBe(false);
    expect(isPastCall(noon, "UTC", at("2035-01-01T12:00:00Z"))).toBe(true);
    expect(isPastCall(noon, "UTC", at("2035-01-02T00:00:00Z"))).toBe(false);
  });
});

it("counts what remains down to zero and no further", () => {
  expect(remaining(new Date(3_725_000), 0)).toEqual({ hours: 1, minutes: 2, seconds: 5 });
  expect(remaining(new Date(0), 5000)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
});
