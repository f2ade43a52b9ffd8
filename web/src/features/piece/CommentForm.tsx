import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

import type { UserInfo } from "@/api/types";
import { useAddComment } from "@/data/pieces";
import { newId } from "@/data/ids";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { draftOf, useDraft } from "@/data/drafts";

const most = 2000;

interface CommentFormProps {
  postId: string;
  me: UserInfo | null | undefined;
}

/** One's own comment. It shows at once; where the server refuses it comes back into the field. */
export function CommentForm({ postId, me }: CommentFormProps) {
  const { t } = useTranslation("piece");
  const { t: common } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === "#comments") field.current?.focus();
  }, [hash]);
  const draft = useDraft(draftOf.comment(postId), { content: "", idempotencyKey: "" });
  const add = useAddComment(postId, me, draft.change);
  const { content } = draft.value;
  const tooLong = [...content].length > most;
  const submit = () => {
    if (!content.trim() || tooLong || add.isPending) return;
    const idempotencyKey = draft.value.idempotencyKey || newId();
    draft.clear();
    add.mutate({ content: content.trim(), idempotencyKey });
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      // Clear of the navigation, wherever the browser scrolls it to.
      sx={{ display: "grid", gap: 1.5, mt: 3, "& textarea": { scrollMarginBottom: 180 } }}
    >
      <Field
        label={t("comment")}
        inputRef={field}
        value={content}
        most={most}
        multiline
        error={tooLong ? common("tooLong", { most }) : undefined}
        onChange={(event) => draft.change({ content: event.target.value, idempotencyKey: "" })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <ErrorNote error={add.error} />
      <Button
        type="submit"
        variant="contained"
        disabled={!content.trim() || tooLong}
        sx={{ justifySelf: "start" }}
      >
        {t("send")}
      </Button>
    </Box>
  );
}
