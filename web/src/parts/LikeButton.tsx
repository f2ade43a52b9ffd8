import { styled } from "@mui/material/styles";
import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Piece } from "@/api/types";
import { useLike } from "@/data/pieces";
import { countStyle } from "@/ui/countStyle";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";
import { visuallyHidden } from "@/ui/visuallyHidden";

const Like = styled("button")(countStyle, ({ theme }) => ({
  "&[aria-pressed=true] svg": {
    color: theme.vars!.palette.primary.main,
    fill: theme.vars!.palette.primary.main,
  },
}));
const Words = styled("span")(visuallyHidden);

/** Likes or unlikes at once; says so and goes back where the server refuses. */
export function LikeButton({ piece }: { piece: Piece }) {
  const { t } = useTranslation("piece");
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate } = useLike(piece.postId);
  return (
    <Like
      type="button"
      aria-pressed={piece.isLiked}
      onClick={() => mutate(!piece.isLiked, { onError: (error) => toast(problemText(error)) })}
    >
      <Heart size={19} aria-hidden />
      <Words>{t("like", { title: piece.title })}:&nbsp;</Words>
      {piece.likeCount}
    </Like>
  );
}
