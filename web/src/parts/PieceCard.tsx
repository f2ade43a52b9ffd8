import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { styled } from "@mui/material/styles";
import { MessageCircle } from "lucide-react";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Author, Piece } from "@/api/types";
import { agoInWords, dayInWords } from "@/time/words";
import { Avatar } from "@/ui/Avatar";
import { countStyle } from "@/ui/countStyle";
import { Surface } from "@/ui/Surface";

import { LikeButton } from "./LikeButton";

// A timeline has hundreds of cards: their styles are made once, here, and not for each by `sx`.

/** What is not near the screen is neither laid out nor painted; its height is remembered. */
const Card = styled(Surface)({
  contentVisibility: "auto",
  containIntrinsicSize: "auto 260px",
});
const Head = styled("div")({ display: "flex", alignItems: "center", gap: 10, marginBottom: 12 });
const Name = styled(Link)(({ theme }) => ({
  ...theme.typography.body2,
  display: "inline-block",
  padding: "2px 0",
  fontWeight: 600,
  color: "inherit",
  textDecoration: "none",
  "&:hover": { textDecoration: "underline" },
}));
const When = styled("p")(({ theme }) => ({
  ...theme.typography.caption,
  margin: 0,
  color: theme.vars!.palette.text.secondary,
}));
const Title = styled("h3")(({ theme }) => ({
  ...theme.typography.h3,
  margin: "0 0 6px",
  "& a": { color: "inherit", textDecoration: "none" },
  "& a:hover": { textDecoration: "underline" },
}));
/** Longer texts are cut; the piece's own page has all of it. */
const Beginning = styled("p")(({ theme }) => ({
  ...theme.typography.read,
  margin: 0,
  fontSize: "1.0625rem",
  whiteSpace: "pre-line",
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: 8,
  overflow: "hidden",
}));
const Foot = styled("div")({ display: "flex", gap: 4, margin: "12px 0 -8px -12px" });
const Comments = styled(Link)(countStyle);

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
  const day = { day: "numeric", month: "long", year: "numeric" } as const;
  return (
    <Card as="article" aria-labelledby={id}>
      <Head>
        {author ? (
          <>
            <Avatar person={author} size={36} />
            <div>
              <Name to={`/people/${author.userId}`}>
                {author.firstName} {author.lastName}
              </Name>
              <When>{agoInWords(piece.timestamp, i18n.language, now)}</When>
            </div>
          </>
        ) : (
          <When>{dayInWords(piece.day, i18n.language, day)}</When>
        )}
      </Head>
      <Title id={id}>
        <Link to={address}>{piece.title}</Link>
      </Title>
      <Beginning>{piece.content}</Beginning>
      <Foot>
        <LikeButton piece={piece} />
        <Comments
          to={`${address}#comments`}
          aria-label={t("commentsOf", { count: piece.commentCount, title: piece.title })}
        >
          <MessageCircle size={19} aria-hidden />
          {piece.commentCount}
        </Comments>
      </Foot>
    </Card>
  );
});

export function PiecesSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {Array.from({ length: rows }, (_, index) => (
        <Surface key={index} aria-hidden>
          <Head>
            <Skeleton variant="circular" width={36} height={36} />
            <Skeleton width="35%" />
          </Head>
          <Skeleton width="70%" height={32} />
          <Skeleton />
          <Skeleton width="85%" />
        </Surface>
      ))}
    </Box>
  );
}
