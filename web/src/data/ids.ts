/** An id of our making, for what is to happen once however often it is sent: 128 random bits. */
export const newId = (): string =>
  // randomUUID is there on https alone, and instances in a local network may have none.
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
