import Button from "@mui/material/Button";
import Snackbar from "@mui/material/Snackbar";

import type { ShownToast } from "./toasts";

/** Milliseconds: to read, and longer where an action has to be reached by keyboard. */
const toRead = 4500;
const toAct = 9000;

interface ToastBarProps {
  toast: ShownToast;
  onClose: () => void;
}

/** A message; loaded with the first one that there is. */
export default function ToastBar({ toast, onClose }: ToastBarProps) {
  const { text, action } = toast;
  const act = () => {
    action?.run();
    onClose();
  };
  return (
    <Snackbar
      open
      autoHideDuration={action ? toAct : toRead}
      onClose={(_event, reason) => reason !== "clickaway" && onClose()}
      message={text}
      action={
        action && (
          <Button color="inherit" size="small" onClick={act}>
            {action.label}
          </Button>
        )
      }
      sx={{ mb: { xs: "calc(64px + env(safe-area-inset-bottom))", md: 0 } }}
    />
  );
}
