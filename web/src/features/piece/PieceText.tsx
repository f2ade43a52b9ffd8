import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Author, Piece } from "@/api/types";
import { LikeButton } from "@/parts/LikeButton";
import { dayInWords, momentInWords } from "@/time/words";
import { Avatar } from "@/ui/Avatar";
import { Link } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";

import { Likers } from "./Likers";
import { PieceMenu } from "./PieceMenu";

interface PieceTextProps {
  piece: Piece;
  /** Undefined until it is known. */
  author: Author | undefined;
  mine: boolean;
  onEdit: () => void;
}

/** Author, day, title and the whole text, who likes it, and what the author can do. */
export function PieceText({ piece, author, mine, onEdit }: PieceTextProps) {
  const { t, i18n } = useTranslation("piece");
  const [likers, setLikers] = useState(false);
  const { language } = i18n;
  return (
    <article>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1.5, mb: 3, minHeight: 44 }}>
        {author ? (
          <Avatar person={author} />
        ) : (
          <Skeleton variant="circular" width={44} height={44} />
        )}
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {author ? (
            <Link
              to={mine ? "/me" : `/people/${author.userId}`}
              color="inherit"
              sx={{ fontWeight: 600, py: 0.25, display: "inline-block" }}
            >
              {author.firstName} {author.lastName}
            </Link>
          ) : (
            <Skeleton width={140} />
          )}
          <Typography variant="caption" color="textSecondary" component="p">
            <time
              dateTime={new Date(Number(piece.timestamp)).toISOString()}
              title={momentInWords(piece.timestamp, language)}
            >
              {dayInWords(piece.day, language)}
            </time>
            {piece.editedAt && ` · ${t("edited")}`}
          </Typography>
        </Box>
        <PieceMenu piece={piece} mine={mine} onEdit={onEdit} />
      </Box>
      <Page title={piece.title}>
        <Typography
          variant="read"
          component="p"
          sx={{ whiteSpace: "pre-line", fontSize: { xs: "1.125rem", sm: "1.25rem" } }}
        >
          {piece.content}
        </Typography>
      </Page>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, mt: 3, ml: -1.5 }}>
        <LikeButton piece={piece} />
        {piece.likeCount > 0 && (
          <Button
            size="small"
            color="inherit"
            aria-expanded={likers}
            onClick={() => setLikers(!likers)}
            sx={{ minHeight: 44, color: "text.secondary" }}
          >
            {t("whoLikes")}
          </Button>
        )}
      </Box>
      {likers && <Likers postId={piece.postId} />}
    </article>
  );
}
