import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Check, UserPlus, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { type RelationAction, useRelationAction } from "@/data/people";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

import { nameOf } from "./names";

interface RelationButtonProps {
  person: UserInfo;
  size?: "small" | "medium";
}

/** Beside a name there is no room for an icon on narrow screens. */
const inRows = { "li & svg": { display: { xs: "none", sm: "block" } } };

/** High enough for a finger, and of one width, so that nothing moves when asking becomes asked. */
const touch = { "@media (pointer: coarse)": { minHeight: 44 } } as const;
const asking = {
  ...touch,
  minWidth: { xs: 98, sm: 138 },
  px: 1.5,
  whiteSpace: "nowrap",
  "li & .MuiButton-startIcon": { display: { xs: "none", sm: "inherit" } },
} as const;

function Friends() {
  const { t } = useTranslation("people");
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        px: { xs: 0.5, sm: 1 },
        ...inRows,
      }}
    >
      <UsersRound size={16} aria-hidden />
      {t("isFriend")}
    </Typography>
  );
}

/** What somebody is to me, and the next step: ask, withdraw, accept or decline. */
export function RelationButton({ person, size = "small" }: RelationButtonProps) {
  const { t } = useTranslation(["people", "common"]);
  const toast = useToast();
  const problemText = useProblemText();
  const name = nameOf(person);
  const { mutate, isPending } = useRelationAction(person.userId, {
    refused: (error) => toast(problemText(error)),
    done: (action) => {
      if (action === "accept") toast(t("accepted", { name }));
      if (action !== "cancel") return;
      toast({
        text: t("withdrawn"),
        action: { label: t("common:undo"), run: () => mutate("ask") },
      });
    },
  });
  const act = (action: RelationAction) => {
    if (!isPending) mutate(action);
  };
  // Not disabled: that would take the focus from whoever is here by keyboard.
  const common = { size, "aria-disabled": isPending };
  switch (person.relation) {
    case "none":
      return (
        <Button
          {...common}
          variant="outlined"
          startIcon={<UserPlus size={18} aria-hidden />}
          onClick={() => act("ask")}
          aria-label={t("askName", { name })}
          sx={asking}
        >
          {t("ask")}
        </Button>
      );
    case "outgoing":
      return (
        <Button
          {...common}
          variant="outlined"
          color="inherit"
          startIcon={<Check size={18} aria-hidden />}
          onClick={() => act("cancel")}
          aria-label={t("withdrawName", { name })}
          sx={{ ...asking, color: "text.secondary", borderColor: "divider" }}
        >
          {t("asked")}
        </Button>
      );
    case "incoming":
      return (
        <Box sx={{ display: "flex", gap: 1 }}>
          <Button
            {...common}
            variant="contained"
            startIcon={<Check size={18} aria-hidden />}
            onClick={() => act("accept")}
            aria-label={t("acceptName", { name })}
            sx={touch}
          >
            {t("accept")}
          </Button>
          <Button
            {...common}
            onClick={() => act("decline")}
            aria-label={t("declineName", { name })}
            sx={touch}
          >
            {t("decline")}
          </Button>
        </Box>
      );
    case "friend":
      return <Friends />;
    default:
      return null;
  }
}
