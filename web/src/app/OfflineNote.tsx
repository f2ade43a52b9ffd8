import Typography from "@mui/material/Typography";
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

const subscribe = (listener: () => void) => onlineManager.subscribe(listener);

/** Says that there is no network, while there is none. */
export function OfflineNote() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => onlineManager.isOnline());
  return (
    <div role="status">
      {!online && (
        <Typography
          variant="body2"
          sx={{ bgcolor: "background.wash", borderRadius: 3, px: 2, py: 1, mb: 2 }}
        >
          {t("offline")}
        </Typography>
      )}
    </div>
  );
}
