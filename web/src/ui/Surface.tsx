import { styled } from "@mui/material/styles";

/** The ground of a card: a quiet edge, no shadow. */
export const Surface = styled("section")(({ theme }) => ({
  backgroundColor: theme.vars!.palette.background.paper,
  border: `1px solid ${theme.vars!.palette.divider}`,
  borderRadius: 18,
  padding: theme.spacing(2.5),
  [theme.breakpoints.up("sm")]: { padding: theme.spacing(3) },
}));
