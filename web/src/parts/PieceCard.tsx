import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { MessageCircle } from "lucide-react";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";

import type { Author, Piece } from "@/api/types";
import { agoInWords, dayInWords } from "@/time/words";
import { Avatar } from "@/ui/Avatar";
import { Link, LinkButton } from "@/ui/LinkButton";
import { Surface } from "@/ui/Surface";

import { LikeButton } from "./LikeButton";

/** What is not near the screen is neither laid out nor painted; its height is remembered. */
const Card = styled(Surface)({
  contentVisibility: "auto",
  containIntrinsicSize: "auto 260px",
}) as typeof Surface;

/** Longer texts are cut here; the piece's own page has all of it. */
const lines = 8;

interface PieceCardProps {
  piece: Piece;
  /** Who wrote it; absent in lists of one person's pieces, where the day is shown instead. */
  author?: Author;
  now: number;
}

/** A piece in a list: who, title, the beginning of the text, likes and comments. */
export const PieceCard = memo(function PieceCard({ piece, author, now }: PieceCardProps) {
  const { t, i18n } = useTranslation("piece");
  const id = useId();
  const address = `/pieces/${piece.postId}`;
  return (
    <Card as="article" aria-labelledby={id}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1.25, mb: 1.5 }}>
        {author ? (
          <>
            <Avatar person={author} size={36} />
            <Box sx={{ minWidth: 0 }}>
              <Link
                to={`/people/${author.userId}`}
                color="inherit"
                variant="body2"
                sx={{ fontWeight: 600, py: 0.25, display: "inline-block" }}
              >
                {author.firstName} {author.lastName}
              </Link>
              <Typography variant="caption" color="textSecondary" component="p">
                {agoInWords(piece.timestamp, i18n.language, now)}
              </Typography>
            </Box>
          </>
        ) : (
          <Typography variant="overline" color="textSecondary" component="p">
            {dayInWords(piece.day, i18n.language, {
              day: "numeric",
              month: "long",
              year: "numeric",
            })}
          </Typography>
        )}
      </Box>
      <Typography variant="h3" component="h3" id={id} sx={{ mb: 0.75 }}>
        <Link to={address} color="inherit">
          {piece.title}
        </Link>
      </Typography>
      <Typography
        variant="read"
        component="p"
        sx={{
          whiteSpace: "pre-line",
          display: "-webkit-box",
          WebkitBoxOrient: "vertical",
          WebkitLineClamp: lines,
          overflow: "hidden",
          fontSize: "1.0625rem",
        }}
      >
        {piece.content}
      </Typography>
      <Box sx={{ display: "flex", gap: 0.5, mt: 1.5, ml: -1.5, mb: -1 }}>
        <LikeButton piece={piece} />
        <LinkButton
          to={address}
          size="small"
          aria-label={t("commentsOf", { count: piece.commentCount, title: piece.title })}
          startIcon={<MessageCircle size={19} aria-hidden />}
          sx={{ minHeight: 44, color: "text.secondary" }}
        >
          {piece.commentCount}
        </LinkButton>
      </Box>
    </Card>
  );
});

export function PiecesSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {Array.from({ length: rows }, (_, index) => (
        <Surface key={index} aria-hidden>
          <Box sx={{ display: "flex", gap: 1.25, mb: 1.5 }}>
            <Skeleton variant="circular" width={36} height={36} />
            <Skeleton width="35%" />
          </Box>
          <Skeleton width="70%" height={32} />
          <Skeleton />
          <Skeleton width="85%" />
        </Surface>
      ))}
    </Box>
  );
}
