import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { pushSupport, subscribeThisDevice } from "@/data/subscriptions";
import { LinkButton } from "@/ui/LinkButton";
import { Surface } from "@/ui/Surface";
import { useToast } from "@/ui/toasts";

const place = "dailygrind.push-offer";

/** Whether there is something to offer that has not been answered on this device. */
function isOpen(): boolean {
  if (localStorage.getItem(place)) return false;
  const support = pushSupport();
  return (
    support === "home-screen" || (support === "ready" && Notification.permission === "default")
  );
}

/** After the first piece, when one knows what the call is for: whether one wants it. */
export function PushOffer() {
  const { t } = useTranslation("today");
  const toast = useToast();
  const [open, setOpen] = useState(isOpen);
  const answered = () => {
    localStorage.setItem(place, "answered");
    setOpen(false);
  };
  const allow = useMutation({
    mutationFn: subscribeThisDevice,
    onSuccess: () => toast(t("pushed")),
    onError: () => toast(t("pushFailed")),
    onSettled: answered,
  });
  if (!open) return null;
  return (
    <Surface aria-labelledby="push-offer">
      <Typography variant="h3" component="h2" id="push-offer" sx={{ mb: 0.5 }}>
        {t("pushTitle")}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t("pushText")}
      </Typography>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mt: 2 }}>
        {pushSupport() === "ready" ? (
          <Button variant="contained" disabled={allow.isPending} onClick={() => allow.mutate()}>
            {t("allow")}
          </Button>
        ) : (
          <LinkButton to="/settings/notifications" variant="contained">
            {t("how")}
          </LinkButton>
        )}
        <Button onClick={answered}>{t("notNow")}</Button>
      </Box>
    </Surface>
  );
}
