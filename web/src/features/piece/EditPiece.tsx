import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";

import type { Piece } from "@/api/types";
import { useEditPiece } from "@/data/pieces";
import { mostContent, mostTitle, useTextFault } from "@/parts/pieceText";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { Page } from "@/ui/Page";
import { useDraft } from "@/data/drafts";

interface EditPieceProps {
  piece: Piece;
  onDone: () => void;
}

/** Title and text of one's own piece; what is written is kept on the device until it is saved. */
export function EditPiece({ piece, onDone }: EditPieceProps) {
  const { t } = useTranslation("piece");
  const { t: common } = useTranslation();
  const draft = useDraft(`edit.${piece.postId}`, { title: piece.title, content: piece.content });
  const edit = useEditPiece(piece.postId);
  const { title, content } = draft.value;
  const faultOf = useTextFault();
  const wrong = Boolean(faultOf(title, mostTitle) ?? faultOf(content, mostContent));
  const done = () => {
    draft.clear();
    onDone();
  };
  return (
    <Page title={t("editTitle")}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          edit.mutate({ title: title.trim(), content: content.trim() }, { onSuccess: done });
        }}
        sx={{ display: "grid", gap: 2 }}
      >
        <Field
          label={t("title")}
          value={title}
          most={mostTitle}
          error={faultOf(title, mostTitle)}
          onChange={(event) => draft.change({ ...draft.value, title: event.target.value })}
        />
        <Field
          label={t("content")}
          value={content}
          most={mostContent}
          error={faultOf(content, mostContent)}
          multiline
          minRows={6}
          onChange={(event) => draft.change({ ...draft.value, content: event.target.value })}
        />
        <ErrorNote error={edit.error} />
        <Box sx={{ display: "flex", gap: 1.5 }}>
          <Button type="submit" variant="contained" disabled={wrong || edit.isPending}>
            {edit.isPending ? common("saving") : common("save")}
          </Button>
          <Button onClick={done}>{common("cancel")}</Button>
        </Box>
      </Box>
    </Page>
  );
}
