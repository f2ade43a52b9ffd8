import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CommentEntry, Piece, UserInfo } from "@/api/types";
import { unsent, useDeleteComment } from "@/data/pieces";
import { agoInWords } from "@/time/words";
import { Avatar } from "@/ui/Avatar";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Link } from "@/ui/LinkButton";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

interface CommentRowProps {
  entry: CommentEntry;
  piece: Piece;
  me: UserInfo | null | undefined;
  now: number;
}

/** A comment, which its author and the piece's author may delete. */
export function CommentRow({ entry: { comment, user }, piece, me, now }: CommentRowProps) {
  const { t, i18n } = useTranslation("piece");
  const toast = useToast();
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteComment(piece.postId);
  const pending = comment.commentId.startsWith(unsent);
  const mayDelete = !pending && (comment.userId === me?.userId || piece.userId === me?.userId);
  const name = `${user.firstName} ${user.lastName}`;
  return (
    <Box sx={{ display: "flex", gap: 1.5, opacity: pending ? 0.7 : 1 }}>
      <Avatar person={user} size={36} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: "flex", flexWrap: "wrap", columnGap: 1, alignItems: "baseline" }}>
          <Link
            to={user.userId === me?.userId ? "/me" : `/people/${user.userId}`}
            color="inherit"
            variant="body2"
            sx={{ fontWeight: 600, py: 0.25 }}
          >
            {name}
          </Link>
          <Typography variant="caption" color="textSecondary">
            {pending ? t("sending") : agoInWords(comment.timestamp, i18n.language, now)}
          </Typography>
        </Box>
        <Typography sx={{ whiteSpace: "pre-line" }}>{comment.content}</Typography>
      </Box>
      {mayDelete && (
        <IconButton
          size="small"
          aria-label={t("deleteComment", { name })}
          onClick={() => setAsking(true)}
        >
          <Trash2 size={17} aria-hidden />
        </IconButton>
      )}
      <ConfirmDialog
        open={asking}
        title={t("deleteCommentTitle")}
        confirm={t("delete")}
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          remove.mutate(comment.commentId, { onError: (error) => toast(problemText(error)) });
        }}
      >
        <Typography>{t("deleteCommentText")}</Typography>
      </ConfirmDialog>
    </Box>
  );
}
