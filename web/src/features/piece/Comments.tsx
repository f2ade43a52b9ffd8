import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Piece, UserInfo } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { commentsQuery } from "@/data/pieces";
import { PeopleSkeleton } from "@/parts/PersonRow";
import { useNow } from "@/time/useNow";
import { PagedList } from "@/ui/PagedList";

import { CommentForm } from "./CommentForm";
import { CommentRow } from "./CommentRow";

interface CommentsProps {
  piece: Piece;
  me: UserInfo | null | undefined;
}

/** What was said to a piece, oldest first, and one's own word. */
export function Comments({ piece, me }: CommentsProps) {
  const { t } = useTranslation("piece");
  const now = useNow(60_000);
  const query = useInfiniteQuery(commentsQuery(piece.postId));
  return (
    <Box component="section" aria-labelledby="comments" sx={{ mt: 5 }}>
      <Typography variant="h2" id="comments" sx={{ mb: 2 }}>
        {t("commentsTitle")}
      </Typography>
      <PagedList
        query={query}
        items={itemsOf(query.data)}
        keyOf={({ comment }) => comment.commentId}
        label={t("commentsTitle")}
        gap={2.5}
        skeleton={<PeopleSkeleton rows={2} />}
        empty={<Typography color="textSecondary">{t("noComments")}</Typography>}
      >
        {(entry) => <CommentRow entry={entry} piece={piece} me={me} now={now} />}
      </PagedList>
      <CommentForm postId={piece.postId} me={me} />
    </Box>
  );
}
