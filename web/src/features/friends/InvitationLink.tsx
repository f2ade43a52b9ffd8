import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { Copy, Share2 } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { meQuery } from "@/data/people";
import { Surface } from "@/ui/Surface";
import { useCopy } from "@/ui/useCopy";

const canShare = () => typeof navigator.share === "function";

/** A link that leads whoever gets it to me: sent as the device sends things, or copied. */
export function InvitationLink() {
  const { t } = useTranslation("friends");
  const copyText = useCopy();
  const id = useId();
  const { data: me } = useQuery(meQuery);
  if (!me) return null;
  const url = `${location.origin}/invite/${encodeURIComponent(me.userId)}`;
  const copy = () => copyText(url, t("invite.copied"));
  const share = async () => {
    try {
      await navigator.share({ title: "DailyGrind", text: t("invite.message"), url });
    } catch (error) {
      // Closed without choosing anybody: that is no failure.
      if (!(error instanceof DOMException && error.name === "AbortError")) await copy();
    }
  };
  return (
    <Surface
      aria-labelledby={id}
      sx={{
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: 2,
        bgcolor: "background.wash",
        borderColor: "transparent",
      }}
    >
      <Box sx={{ flex: "1 1 15rem", minWidth: 0 }}>
        <Typography variant="h3" component="h2" id={id}>
          {t("invite.title")}
        </Typography>
        <Typography variant="body2">{t("invite.text")}</Typography>
      </Box>
      {canShare() ? (
        <Button
          variant="contained"
          startIcon={<Share2 size={18} aria-hidden />}
          onClick={() => void share()}
        >
          {t("invite.share")}
        </Button>
      ) : (
        <Button
          variant="contained"
          startIcon={<Copy size={18} aria-hidden />}
          onClick={() => void copy()}
        >
          {t("invite.copy")}
        </Button>
      )}
    </Surface>
  );
}
