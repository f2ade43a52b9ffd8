import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import type { Piece } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { piecesOfQuery, pinnedQuery } from "@/data/pieces";
import { PagedList } from "@/ui/PagedList";

import { PieceCard, PiecesSkeleton } from "./PieceCard";

interface PiecesOfProps {
  /** Whose; "me" is the caller. */
  userId: string;
  now: number;
  empty: ReactNode;
}

/** All that somebody shared, newest first. */
export function PiecesOf({ userId, now, empty }: PiecesOfProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const query = useInfiniteQuery(piecesOfQuery(userId));
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography variant="h2" id={id} sx={{ mb: 2 }}>
        {t("pieces")}
      </Typography>
      <PagedList
        query={query}
        items={itemsOf(query.data)}
        keyOf={(piece) => piece.postId}
        label={t("pieces")}
        skeleton={<PiecesSkeleton />}
        empty={empty}
        gap={2}
      >
        {(piece) => <PieceCard piece={piece} now={now} />}
      </PagedList>
    </Box>
  );
}

interface PinnedPiecesProps {
  userId: string;
  now: number;
  /** What can be done with each, at its card's upper end. */
  action?: (piece: Piece) => ReactNode;
}

/** What somebody put first; nothing where there is none. */
export function PinnedPieces({ userId, now, action }: PinnedPiecesProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const { data = [] } = useQuery(pinnedQuery(userId));
  const pinned = data.filter((piece) => piece.isPinned);
  if (pinned.length === 0) return null;
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography variant="h2" id={id} sx={{ mb: 2 }}>
        {t("pinned")}
      </Typography>
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 2 }}>
        {pinned.map((piece) => (
          <Box component="li" key={piece.postId} sx={{ position: "relative", minWidth: 0 }}>
            <PieceCard piece={piece} now={now} />
            <Box sx={{ position: "absolute", top: 10, right: 10 }}>{action?.(piece)}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
