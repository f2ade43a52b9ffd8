import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Piece } from "@/api/types";
import { Link } from "@/ui/LinkButton";
import { Surface } from "@/ui/Surface";

/** One's own piece of today, in short. */
export function MyPieceToday({ piece }: { piece: Piece }) {
  const { t } = useTranslation("today");
  const { t: tp } = useTranslation("piece");
  return (
    <Surface sx={{ bgcolor: "background.wash", borderColor: "transparent" }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, mb: 0.5 }}>
        <Check size={18} aria-hidden />
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {t("shared")}
        </Typography>
      </Box>
      <Typography variant="h3" component="p">
        <Link to={`/pieces/${piece.postId}`} color="inherit">
          {piece.title}
        </Link>
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
        {tp("likes", { count: piece.likeCount })} · {tp("comments", { count: piece.commentCount })}
      </Typography>
    </Surface>
  );
}
