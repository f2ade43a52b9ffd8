import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { currentSession } from "@/auth/session";
import { saveKept } from "@/data/persistence";
import { type NewPiece, shareKey } from "@/data/pieces";
import { Surface } from "@/ui/Surface";

/** A piece that is shared when the network is back; until then it can be taken back. */
export function WaitingPiece({ piece }: { piece: NewPiece }) {
  const { t } = useTranslation("today");
  const client = useQueryClient();
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const owner = currentSession()?.email;
    if (owner) void saveKept(client, owner).then(() => setKept(true));
  }, [client]);
  const takeBack = () => {
    const cache = client.getMutationCache();
    for (const each of cache.findAll({ mutationKey: shareKey })) cache.remove(each);
  };
  return (
    <Surface aria-label={t("compose")} sx={{ bgcolor: "background.wash" }}>
      <Typography variant="body2" role="status" sx={{ mb: 1.5, minHeight: "1.5em" }}>
        {kept && t("waiting")}
      </Typography>
      <Typography variant="h3" component="p">
        {piece.title}
      </Typography>
      <Typography variant="read" component="p" sx={{ whiteSpace: "pre-line", my: 1 }}>
        {piece.content}
      </Typography>
      <Button size="small" onClick={takeBack}>
        {t("discard")}
      </Button>
    </Surface>
  );
}
