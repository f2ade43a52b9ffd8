import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "@/data/ids";

import { Career, type Station } from "@/parts/Career";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

/** What a dialog is about: a station that there is, or one with a new id. */
export interface Edited {
  id: string;
  isNew: boolean;
}

interface MyCareerProps {
  title: string;
  empty: string;
  /** What the button that adds is called. */
  add: string;
  stations: Station[];
  dialog: (edited: Edited, open: boolean, close: () => void) => ReactNode;
  remove: (id: string) => Promise<unknown>;
}

/** Jobs or education of mine: to be added to, changed and deleted. */
export function MyCareer(props: MyCareerProps) {
  const { title, empty, add, stations, dialog, remove } = props;
  const { t } = useTranslation(["me", "common"]);
  const toast = useToast();
  const problemText = useProblemText();
  // What was edited or asked about is kept while its dialog closes.
  const [edited, setEdited] = useState<Edited & { open: boolean; turn: number }>();
  const [leaving, setLeaving] = useState<{ station: Station; open: boolean }>();
  const edit = (what: Edited) =>
    setEdited((before) => ({ ...what, open: true, turn: (before?.turn ?? 0) + 1 }));
  const close = () => setEdited((before) => before && { ...before, open: false });
  const stay = () => setLeaving((before) => before && { ...before, open: false });
  const drop = (station: Station) => {
    stay();
    remove(station.id).catch((error: unknown) => toast(problemText(error)));
  };
  return (
    <>
      <Career
        title={title}
        stations={stations}
        empty={empty}
        add={
          <Button
            size="small"
            startIcon={<Plus size={18} aria-hidden />}
            aria-label={add}
            onClick={() => edit({ id: newId(), isNew: true })}
            sx={{ my: -0.5, mr: -1 }}
          >
            {t("add")}
          </Button>
        }
        action={(station) => (
          <Box sx={{ display: "flex", mt: -1, mr: -1.5 }}>
            <IconButton
              aria-label={t("editNamed", { name: station.title })}
              onClick={() => edit({ id: station.id, isNew: false })}
            >
              <Pencil size={17} aria-hidden />
            </IconButton>
            <IconButton
              aria-label={t("deleteNamed", { name: station.title })}
              onClick={() => setLeaving({ station, open: true })}
              sx={{ ml: -0.75 }}
            >
              <Trash2 size={17} aria-hidden />
            </IconButton>
          </Box>
        )}
      />
      {edited && <Fragment key={edited.turn}>{dialog(edited, edited.open, close)}</Fragment>}
      {leaving && (
        <ConfirmDialog
          open={leaving.open}
          title={t("deleteTitle", { name: leaving.station.title })}
          confirm={t("common:delete")}
          onConfirm={() => drop(leaving.station)}
          onClose={stay}
          danger
        >
          <Typography>{t("deleteText")}</Typography>
        </ConfirmDialog>
      )}
    </>
  );
}
