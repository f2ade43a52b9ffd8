import type { CSSObject, Theme } from "@mui/material/styles";

/** A quiet number that one can press: likes, comments. */
export const countStyle = ({ theme }: { theme: Theme }): CSSObject => ({
  ...theme.typography.button,
  display: "inline-flex",
  alignItems: "center",
  gap: 8,
  minHeight: 44,
  minWidth: 44,
  padding: "0 12px",
  border: 0,
  borderRadius: 999,
  background: "none",
  color: theme.vars!.palette.text.secondary,
  textDecoration: "none",
  cursor: "pointer",
  fontVariantNumeric: "tabular-nums",
  "&:hover": { backgroundColor: theme.vars!.palette.background.wash },
});
