import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import CircularProgress from "@mui/material/CircularProgress";
import { Camera } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { type PictureStage, useDeletePicture, useUploadPicture } from "@/data/profile";
import { portrait } from "@/parts/ProfilePage";
import { Avatar } from "@/ui/Avatar";
import { useToast } from "@/ui/toasts";
import { visuallyHidden } from "@/ui/visuallyHidden";

import { PictureDialog } from "./PictureDialog";

/** My picture, and the way to another. What is on its way goes on when the dialog is closed. */
export function PictureEditor({ me }: { me: UserInfo }) {
  const { t } = useTranslation("me");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [stage, setStage] = useState<PictureStage>("sending");
  const finish = (text: string) => {
    setOpen(false);
    toast(text);
  };
  const upload = useUploadPicture({ at: setStage, done: () => finish(t("picture.done")) });
  const remove = useDeletePicture(() => finish(t("picture.removed")));
  return (
    <Box sx={{ position: "relative", width: portrait, height: portrait }}>
      <ButtonBase
        onClick={() => {
          if (!upload.isPending) upload.reset();
          remove.reset();
          setOpen(true);
        }}
        sx={{ borderRadius: "50%" }}
      >
        <Avatar person={me} size={portrait} />
        <Box component="span" sx={visuallyHidden}>
          {t("picture.change")}
        </Box>
        <Box
          component="span"
          sx={{
            position: "absolute",
            right: 0,
            bottom: 0,
            display: "grid",
            placeItems: "center",
            width: 40,
            height: 40,
            borderRadius: "50%",
            bgcolor: "background.paper",
            color: "text.primary",
            border: 1,
            borderColor: "divider",
          }}
        >
          <Camera size={19} aria-hidden />
        </Box>
      </ButtonBase>
      {upload.isPending && (
        <CircularProgress
          size={portrait + 12}
          thickness={1.6}
          aria-label={t(`picture.${stage}`)}
          sx={{ position: "absolute", inset: -6 }}
        />
      )}
      <PictureDialog
        open={open}
        onClose={() => setOpen(false)}
        me={me}
        stage={upload.isPending ? stage : undefined}
        error={upload.error ?? remove.error}
        onSend={(file) => upload.mutate(file)}
        onRemove={() => remove.mutate()}
        removing={remove.isPending}
      />
    </Box>
  );
}
