import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Piece } from "@/api/types";
import { useLike } from "@/data/pieces";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";
import { visuallyHidden } from "@/ui/visuallyHidden";

/** Likes or unlikes at once; says so and goes back where the server refuses. */
export function LikeButton({ piece }: { piece: Piece }) {
  const { t } = useTranslation("piece");
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate } = useLike(piece.postId);
  return (
    <Button
      size="small"
      color="inherit"
      aria-pressed={piece.isLiked}
      onClick={() => mutate(!piece.isLiked, { onError: (error) => toast(problemText(error)) })}
      startIcon={
        <Heart
          size={19}
          aria-hidden
          color={piece.isLiked ? "var(--dg-palette-primary-main)" : "currentColor"}
          fill={piece.isLiked ? "var(--dg-palette-primary-main)" : "none"}
        />
      }
      sx={{ minHeight: 44, color: "text.secondary" }}
    >
      <Box component="span" sx={visuallyHidden}>
        {t("like", { title: piece.title })}:&nbsp;
      </Box>
      {piece.likeCount}
    </Button>
  );
}
