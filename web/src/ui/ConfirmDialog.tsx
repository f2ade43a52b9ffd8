import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import { DialogButtons } from "./DialogButtons";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  /** What the button is called that changes nothing; "Cancel" where it is left out. */
  cancel?: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  danger?: boolean;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirm, cancel, onConfirm, onClose, busy, danger } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id} variant="h3" sx={{ pt: 3 }}>
        {title}
      </DialogTitle>
      <DialogContent>{children}</DialogContent>
      <DialogButtons>
        <Button onClick={onClose}>{cancel ?? t("cancel")}</Button>
        <Button
          variant="contained"
          color={danger ? "error" : "primary"}
          onClick={onConfirm}
          disabled={Boolean(busy)}
        >
          {confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
