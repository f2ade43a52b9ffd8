/** The zones that browsers know by name. */
export const zones = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC"),
];

/** The name of the zone that was written, in the capitals that the server wants; undefined where there is none. */
export function readZone(text: string): string | undefined {
  const wanted = text.trim();
  // Offsets such as +01:00 are zones for browsers only.
  if (!/^[a-z]/i.test(wanted)) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: wanted });
  } catch {
    return undefined;
  }
  return zones.find((zone) => zone.toLowerCase() === wanted.toLowerCase()) ?? wanted;
}
