import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { Ban, Ellipsis, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { useRelationAction } from "@/data/people";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

import { nameOf } from "./names";

interface PersonMenuProps {
  person: UserInfo;
  /** Where to go on when the person is no longer here. */
  onGone?: (step: "remove" | "block") => void;
}

/** What ends things between me and somebody. Each is asked about first, with what follows of it. */
export function PersonMenu({ person, onGone }: PersonMenuProps) {
  const { t } = useTranslation("people");
  const toast = useToast();
  const problemText = useProblemText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // Kept while the dialog closes, so that its text stays until it is gone.
  const [step, setStep] = useState<"remove" | "block">("remove");
  const [asking, setAsking] = useState(false);
  const name = nameOf(person);
  const { mutate } = useRelationAction(person.userId, {
    refused: (error) => toast(problemText(error)),
    done: (action) => {
      if (action === "remove") toast(t("removed", { name }));
      if (action !== "block") return;
      toast({
        text: t("blocked", { name }),
        action: { label: t("unblock"), run: () => mutate("unblock") },
      });
    },
  });
  const ask = (what: "remove" | "block") => {
    setAnchor(null);
    setStep(what);
    setAsking(true);
  };
  const confirm = () => {
    setAsking(false);
    mutate(step);
    onGone?.(step);
  };
  return (
    <>
      <IconButton
        aria-label={t("menuOf", { name })}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Ellipsis size={20} aria-hidden />
      </IconButton>
      <Menu open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {person.isFriend && (
          <MenuItem onClick={() => ask("remove")} sx={{ minHeight: 44 }}>
            <ListItemIcon>
              <UserMinus size={18} aria-hidden />
            </ListItemIcon>
            {t("remove")}
          </MenuItem>
        )}
        <MenuItem onClick={() => ask("block")} sx={{ minHeight: 44 }}>
          <ListItemIcon>
            <Ban size={18} aria-hidden />
          </ListItemIcon>
          {t("block")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        title={t(step === "remove" ? "removeTitle" : "blockTitle", { name })}
        confirm={t(step)}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
        danger
      >
        <Typography>{t(step === "remove" ? "removeText" : "blockText", { name })}</Typography>
      </ConfirmDialog>
    </>
  );
}
