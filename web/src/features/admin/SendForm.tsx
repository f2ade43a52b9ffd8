import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Send } from "lucide-react";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";

import { useSendToEveryone } from "@/data/admin";
import { newId } from "@/data/ids";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { Section } from "@/ui/Section";
import { useToast } from "@/ui/toasts";

interface Message {
  title: string;
  body: string;
  url: string;
}

const nothing: Message = { title: "", body: "", url: "" };
const most = { title: 200, body: 500, url: 1000 } as const;

const fields = ["title", "body", "url"] as const;

const isTarget = (url: string) => !url || /^(\/(?!\/)|https:\/\/)[^\s"<>\\^`{|}]*$/.test(url);
const tooLong = (text: string, limit: number) => [...text].length > limit;

/** A message to everyone, which is asked about before it goes. */
export function SendForm() {
  const { t } = useTranslation(["admin", "common"]);
  const toast = useToast();
  const form = useForm<Message>({ defaultValues: nothing });
  const { errors } = form.formState;
  const [message, setMessage] = useState<Message & { idempotencyKey: string }>();
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error, reset } = useSendToEveryone();
  const ask = form.handleSubmit((given) => {
    reset();
    // The same text again, after a failure, is the same message.
    setMessage((before) =>
      before && fields.every((name) => before[name] === given[name])
        ? before
        : { ...given, idempotencyKey: newId() },
    );
    setOpen(true);
  });
  const send = () => {
    if (!message) return;
    const { title, body, url, idempotencyKey } = message;
    mutate(
      { title: title.trim(), body: body.trim(), ...(url && { url }), idempotencyKey },
      {
        onSuccess: () => {
          setOpen(false);
          form.reset(nothing);
          setMessage((sent) => sent && { ...sent, idempotencyKey: newId() });
          toast(t("send.accepted"));
        },
      },
    );
  };
  const field = (name: keyof Message, more: { multiline?: boolean; optional?: boolean } = {}) => (
    <Controller
      control={form.control}
      name={name}
      rules={{
        validate: (text) => {
          if (!more.optional && !text.trim()) return t("common:required");
          if (tooLong(text, most[name])) return t("common:tooLong", { most: most[name] });
          return name !== "url" || isTarget(text) || t("send.urlWrong");
        },
      }}
      render={({ field: { ref, ...rest } }) => (
        <Field
          {...rest}
          inputRef={ref}
          label={t(`send.${name}`)}
          most={most[name]}
          error={errors[name]?.message}
          {...(more.multiline && { multiline: true, minRows: 3 })}
          {...(more.optional && { optional: t("common:optional"), hint: t("send.urlHint") })}
        />
      )}
    />
  );
  return (
    <Section title={t("send.heading")} about={t("send.about")}>
      <Box
        component="form"
        noValidate
        aria-label={t("send.heading")}
        onSubmit={(event) => void ask(event)}
        sx={{ display: "grid", gap: 2.5 }}
      >
        {field("title")}
        {field("body", { multiline: true })}
        {field("url", { optional: true })}
        <Button
          type="submit"
          variant="contained"
          startIcon={<Send size={18} aria-hidden />}
          sx={{ justifySelf: "start" }}
        >
          {t("send.send")}…
        </Button>
      </Box>
      <ConfirmDialog
        open={open}
        title={t("send.sure")}
        confirm={t("send.send")}
        busy={isPending}
        onConfirm={send}
        onClose={() => setOpen(false)}
      >
        <Typography sx={{ mb: 2 }}>{t("send.sureAbout")}</Typography>
        <Box sx={{ p: 2, borderRadius: 3, bgcolor: "background.wash", mb: error ? 2 : 0 }}>
          <Typography sx={{ fontWeight: 600 }}>{message?.title}</Typography>
          <Typography variant="body2" sx={{ whiteSpace: "pre-line" }}>
            {message?.body}
          </Typography>
          {message?.url && (
            <Typography variant="caption" color="textSecondary">
              {message.url}
            </Typography>
          )}
        </Box>
        <ErrorNote error={error} />
      </ConfirmDialog>
    </Section>
  );
}
