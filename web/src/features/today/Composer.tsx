import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import type { UserInfo } from "@/api/types";
import { dailyPieceQuery, useShare } from "@/data/pieces";
import { newId } from "@/data/ids";
import { mostContent, mostTitle, useTextFault } from "@/parts/pieceText";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { focusFirstFault } from "@/ui/focusFirstFault";
import { Surface } from "@/ui/Surface";
import { draftOf, useDraft } from "@/data/drafts";

const empty = { title: "", content: "", idempotencyKey: "" };

/** Today's piece while it is written. The draft stays on the device until the server has it. */
export default function Composer({ me }: { me: UserInfo }) {
  const { t } = useTranslation("today");
  const client = useQueryClient();
  const draft = useDraft(draftOf.piece(me.userId), empty);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const share = useShare();
  const { title, content } = draft.value;
  const taken = share.error instanceof Problem && share.error.status === 409;

  const textFault = useTextFault();
  // Emptiness is a fault once one has tried to share.
  const faultOf = (text: string, most: number) =>
    text.trim() || tried ? textFault(text, most) : undefined;
  const submit = () => {
    setTried(true);
    if (textFault(title, mostTitle) ?? textFault(content, mostContent)) {
      focusFirstFault(form.current);
      return;
    }
    // The same text is sent under the same key, so that it is shared once however often it is tried.
    const idempotencyKey = draft.value.idempotencyKey || newId();
    draft.change({ title, content, idempotencyKey });
    share.mutate(
      { title: title.trim(), content: content.trim(), idempotencyKey },
      {
        onError: () => void client.invalidateQueries(dailyPieceQuery("me")),
      },
    );
  };
  const change = (part: Partial<typeof empty>) =>
    draft.change({ ...draft.value, idempotencyKey: "", ...part });
  return (
    <Surface aria-labelledby="composer">
      <Typography variant="h2" id="composer" sx={{ mb: 2 }}>
        {t("composeTitle")}
      </Typography>
      <Box
        component="form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        sx={{ display: "grid", gap: 2 }}
      >
        <Field
          label={t("pieceTitle")}
          value={title}
          most={mostTitle}
          error={faultOf(title, mostTitle)}
          placeholder={t("pieceTitleHint")}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Field
          label={t("content")}
          value={content}
          most={mostContent}
          error={faultOf(content, mostContent)}
          placeholder={t("contentHint")}
          multiline
          minRows={4}
          onChange={(event) => change({ content: event.target.value })}
        />
        {taken ? (
          <Typography role="alert" variant="body2">
            {t("taken")}
          </Typography>
        ) : (
          <ErrorNote error={share.error} />
        )}
        <Box sx={{ display: "flex", alignItems: "center", flexWrap: "wrap", gap: 2 }}>
          <Button type="submit" variant="contained" disabled={share.isPending}>
            {share.isPending ? t("sharing") : t("share")}
          </Button>
          {(title || content) && (
            <Typography variant="caption" color="textSecondary">
              {t("draftKept")}
            </Typography>
          )}
        </Box>
      </Box>
    </Surface>
  );
}
