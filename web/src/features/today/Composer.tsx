import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import type { UserInfo } from "@/api/types";
import { dailyPieceQuery, useShare } from "@/data/pieces";
import { newId } from "@/data/ids";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { Surface } from "@/ui/Surface";
import { draftOf, useDraft } from "@/data/drafts";

const empty = { title: "", content: "", idempotencyKey: "" };
const mostTitle = 200;
const mostContent = 10_000;

interface ComposerProps {
  me: UserInfo;
  /** Whether it is known that there is no piece today yet. */
  ready: boolean;
}

/** Today's piece while it is written. The draft stays on the device until the server has it. */
export default function Composer({ me, ready }: ComposerProps) {
  const { t } = useTranslation("today");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const draft = useDraft(draftOf.piece(me.userId), empty);
  const [tried, setTried] = useState(false);
  const share = useShare();
  const { title, content } = draft.value;
  const taken = share.error instanceof Problem && share.error.status === 409;

  const faultOf = (text: string, most: number) => {
    if ([...text].length > most) return common("tooLong", { most });
    return tried && !text.trim() ? common("required") : undefined;
  };
  const submit = () => {
    setTried(true);
    if (!title.trim() || !content.trim()) return;
    if (faultOf(title, mostTitle) || faultOf(content, mostContent)) return;
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
          <Button type="submit" variant="contained" disabled={!ready || share.isPending}>
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
