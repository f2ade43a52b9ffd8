import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { Problem } from "@/api/problem";
import { meQuery, personQuery } from "@/data/people";
import { pieceQuery } from "@/data/pieces";
import { PiecesSkeleton } from "@/parts/PieceCard";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";

import { Comments } from "./Comments";
import { EditPiece } from "./EditPiece";
import { PieceText } from "./PieceText";

/** A piece with all that belongs to it. */
export function Component() {
  const { t } = useTranslation("piece");
  const { t: common } = useTranslation();
  const { postId = "" } = useParams();
  const [editing, setEditing] = useState(false);
  const { data: me } = useQuery(meQuery);
  const query = useQuery(pieceQuery(postId));
  const piece = query.data;
  const mine = piece !== undefined && piece.userId === me?.userId;
  const author = useQuery({
    ...personQuery(piece?.userId ?? ""),
    enabled: piece !== undefined && !mine,
  });
  const user = mine ? me : author.data?.userInfo;
  if (!piece && query.error) {
    const gone = query.error instanceof Problem && query.error.status === 404;
    return (
      <Page title={t("piece")} quiet>
        {gone ? (
          <EmptyState
            title={t("goneTitle")}
            action={
              <LinkButton to="/" variant="contained">
                {common("toToday")}
              </LinkButton>
            }
          >
            {t("gone")}
          </EmptyState>
        ) : (
          <ErrorNote error={query.error} retry={() => void query.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Box sx={{ maxWidth: 680, mx: "auto" }}>
      {!piece && <PiecesSkeleton rows={1} />}
      {piece && editing && <EditPiece piece={piece} onDone={() => setEditing(false)} />}
      {piece && !editing && (
        <PieceText piece={piece} author={user} mine={mine} onEdit={() => setEditing(true)} />
      )}
      {piece && <Comments piece={piece} me={me} />}
    </Box>
  );
}
