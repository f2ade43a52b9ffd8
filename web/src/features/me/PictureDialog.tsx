import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { ImageUp, Trash2 } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { PictureRefused, type PictureStage, mostOfPicture, pictureTypes } from "@/data/profile";
import { Avatar as Portrait } from "@/ui/Avatar";
import { DialogButtons } from "@/ui/DialogButtons";
import { ErrorNote } from "@/ui/ErrorNote";

const Wrong = ({ children }: { children: ReactNode }) => (
  <Typography role="alert" variant="body2" color="error" sx={{ textAlign: "center" }}>
    {children}
  </Typography>
);

interface PictureDialogProps {
  open: boolean;
  onClose: () => void;
  me: UserInfo;
  /** Where the upload is; undefined while there is none. */
  stage: PictureStage | undefined;
  error: unknown;
  onSend: (file: File) => void;
  onRemove: () => void;
  removing: boolean;
}

const size = 176;

export function PictureDialog(props: PictureDialogProps) {
  const { open, onClose, me, stage, error, onSend, onRemove, removing } = props;
  const { t } = useTranslation(["me", "common"]);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ file: File; url: string }>();
  const [wrong, setWrong] = useState<"type" | "size" | "unreadable">();
  const take = (file: File | undefined) => {
    if (chosen) URL.revokeObjectURL(chosen.url);
    setChosen(file && { file, url: URL.createObjectURL(file) });
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    const type = pictureTypes.includes(file.type);
    const fits = file.size <= mostOfPicture;
    setWrong(type ? (fits ? undefined : "size") : "type");
    take(type && fits ? file : undefined);
  };
  const forget = () => {
    take(undefined);
    setWrong(undefined);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      aria-labelledby={id}
      maxWidth="xs"
      fullWidth
      slotProps={{ transition: { onExited: forget } }}
    >
      <DialogTitle id={id} variant="h3">
        {t("picture.title")}
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2, justifyItems: "center" }}>
        {chosen ? (
          <Box
            component="img"
            src={chosen.url}
            alt={t("picture.preview")}
            onError={() => {
              take(undefined);
              setWrong("unreadable");
            }}
            sx={{ width: size, height: size, borderRadius: "50%", objectFit: "cover" }}
          />
        ) : (
          <Portrait person={me} size={size} />
        )}
        <input
          ref={input}
          type="file"
          accept={pictureTypes.join(",")}
          aria-label={t("picture.file")}
          hidden
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = ""; // the same file may be chosen again
          }}
        />
        <Box role="status" sx={{ width: "100%", textAlign: "center" }}>
          {stage ? (
            <>
              <Typography variant="body2" sx={{ mb: 1 }}>
                {t(`picture.${stage}`)}
              </Typography>
              <LinearProgress aria-label={t(`picture.${stage}`)} />
            </>
          ) : (
            <Typography variant="body2" color="textSecondary">
              {t("picture.rules")}
            </Typography>
          )}
        </Box>
        {wrong && <Wrong>{t(`picture.wrong.${wrong}`)}</Wrong>}
        {!stage && error instanceof PictureRefused && (
          <Wrong>{t(`picture.flaw.${error.flaw}`)}</Wrong>
        )}
        {!stage && !(error instanceof PictureRefused) && <ErrorNote error={error} />}
        {!stage && (
          <Box sx={{ display: "flex", flexWrap: "wrap", justifyContent: "center", gap: 1 }}>
            <Button
              variant="outlined"
              startIcon={<ImageUp size={18} aria-hidden />}
              onClick={() => input.current?.click()}
            >
              {t(chosen ? "picture.chooseOther" : "picture.choose")}
            </Button>
            {me.profilePictureUrl && !chosen && (
              <Button
                color="error"
                startIcon={<Trash2 size={18} aria-hidden />}
                disabled={removing}
                onClick={onRemove}
              >
                {t("picture.remove")}
              </Button>
            )}
          </Box>
        )}
      </DialogContent>
      <DialogButtons>
        <Button onClick={onClose}>{t("common:close")}</Button>
        {chosen && (
          <Button variant="contained" disabled={Boolean(stage)} onClick={() => onSend(chosen.file)}>
            {t("picture.use")}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}
