import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDeleteAccount } from "@/data/account";
import { DialogButtons } from "@/ui/DialogButtons";
import { ErrorNote } from "@/ui/ErrorNote";
import { Field } from "@/ui/Field";
import { Section } from "@/ui/Section";
import { useToast } from "@/ui/toasts";

import { useLeave } from "./useLeave";

const same = (one: string, other: string) => one.trim().toLowerCase() === other.toLowerCase();

interface DialogProps {
  email: string;
  onClose: () => void;
}

/** Says what goes; the typed address shows that it is meant. */
function DeleteDialog({ email, onClose }: DialogProps) {
  const { t } = useTranslation(["settings", "common"]);
  const id = useId();
  const toast = useToast();
  const leave = useLeave();
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useDeleteAccount(() => {
    toast(t("account.deleted"));
    return leave();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (same(typed, email)) mutate();
  };
  return (
    <Dialog
      open
      onClose={isPending ? undefined : onClose}
      aria-labelledby={id}
      maxWidth="xs"
      fullWidth
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id} variant="h3">
          {t("account.deleteTitle")}
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          <Typography>{t("account.deleteGoes")}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {(["signIn", "profile", "people", "pieces", "answers"] as const).map((what) => (
              <li key={what}>{t(`account.goes.${what}`)}</li>
            ))}
          </Box>
          <Typography sx={{ fontWeight: 600 }}>{t("account.deleteFinal")}</Typography>
          <Field
            label={t("account.deleteType", { email })}
            type="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={tried && !same(typed, email) ? t("account.deleteDiffers") : undefined}
          />
          <ErrorNote error={error} />
        </DialogContent>
        <DialogButtons>
          <Button onClick={onClose} disabled={isPending}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" variant="contained" color="error" disabled={isPending}>
            {isPending ? t("account.deleting") : t("account.deleteConfirm")}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

export function DeleteAccount({ email }: { email: string }) {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(false);
  return (
    <Section title={t("account.delete")} about={t("account.deleteAbout")}>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        {t("account.delete")}…
      </Button>
      {open && <DeleteDialog email={email} onClose={() => setOpen(false)} />}
    </Section>
  );
}
