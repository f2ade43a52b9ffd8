import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { Piece } from "@/api/types";
import { useDeletePiece, usePin } from "@/data/pieces";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";
import { useCopy } from "@/ui/useCopy";

interface PieceMenuProps {
  piece: Piece;
  mine: boolean;
  onEdit: () => void;
}

/** What can be done with a piece: its link for everybody, the rest for its author. */
export function PieceMenu({ piece, mine, onEdit }: PieceMenuProps) {
  const { t } = useTranslation("piece");
  const toast = useToast();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState(false);
  const remove = useDeletePiece(piece.postId);
  const pin = usePin(piece.postId);
  const copy = useCopy();
  const failed = (error: Error) => toast(problemText(error));

  const choose = (action: () => void) => () => {
    setAnchor(null);
    action();
  };
  const changePin = () =>
    pin.mutate(!piece.isPinned, {
      onSuccess: () => toast(t(piece.isPinned ? "unpinned" : "pinned")),
      onError: failed,
    });
  const confirmDelete = () =>
    remove.mutate(undefined, {
      onSuccess: () => void navigate("/", { replace: true }),
      onError: (error) => {
        setAsking(false);
        failed(error);
      },
    });
  return (
    <>
      <IconButton
        aria-label={t("actions")}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHorizontal size={22} aria-hidden />
      </IconButton>
      <Menu open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem
          onClick={choose(
            () => void copy(`${location.origin}/pieces/${piece.postId}`, t("copied")),
          )}
        >
          {t("share")}
        </MenuItem>
        {mine && <MenuItem onClick={choose(onEdit)}>{t("edit")}</MenuItem>}
        {mine && (
          <MenuItem onClick={choose(changePin)}>{t(piece.isPinned ? "unpin" : "pin")}</MenuItem>
        )}
        {mine && (
          <MenuItem onClick={choose(() => setAsking(true))} sx={{ color: "error.main" }}>
            {t("delete")}
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        open={asking}
        title={t("deleteTitle")}
        confirm={t("delete")}
        onConfirm={confirmDelete}
        onClose={() => setAsking(false)}
        busy={remove.isPending}
        danger
      >
        <Typography>{t("deleteText")}</Typography>
      </ConfirmDialog>
    </>
  );
}
