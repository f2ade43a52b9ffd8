/** For text that is only for screen readers. */
export const visuallyHidden = {
  position: "absolute",
  width: "1px", // in `sx` a 1 would be all of the width
  height: "1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
} as const;
