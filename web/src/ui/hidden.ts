/** Said to screen readers only. */
export const offScreen = {
  position: "absolute",
  width: "1px", // a bare 1 would be the whole width
  height: "1px",
  overflow: "hidden",
  whiteSpace: "nowrap",
  clipPath: "inset(50%)",
} as const;
