import DialogActions from "@mui/material/DialogActions";
import { styled } from "@mui/material/styles";

/** The buttons of a dialog: beside one another, and below where they do not fit; none breaks. */
export const DialogButtons = styled(DialogActions)(({ theme }) => ({
  padding: theme.spacing(2),
  gap: theme.spacing(1),
  // What goes on stands above what goes back.
  flexWrap: "wrap-reverse",
  "&& > *": { margin: 0, whiteSpace: "nowrap" },
  [theme.breakpoints.down("sm")]: { "&& > *": { flexGrow: 1 } },
}));
