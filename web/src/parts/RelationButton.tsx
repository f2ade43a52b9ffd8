import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Check, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { type RelationAction, useRelationAction } from "@/data/people";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

interface RelationButtonProps {
  person: UserInfo;
  size?: "small" | "medium";
}

/** The next step between me and somebody: ask, withdraw, accept or decline. */
export function RelationButton({ person, size = "small" }: RelationButtonProps) {
  const { t } = useTranslation("people");
  const toast = useToast();
  const problemText = useProblemText();
  const { mutate, isPending } = useRelationAction(person.userId);
  const name = `${person.firstName} ${person.lastName}`;
  const act = (action: RelationAction) =>
    mutate(action, { onError: (error) => toast(problemText(error)) });
  const common = { size, disabled: isPending };
  switch (person.relation) {
    case "none":
      return (
        <Button
          {...common}
          variant="outlined"
          startIcon={<UserPlus size={18} aria-hidden />}
          onClick={() => act("ask")}
          aria-label={t("askName", { name })}
        >
          {t("ask")}
        </Button>
      );
    case "outgoing":
      return (
        <Button {...common} onClick={() => act("cancel")} aria-label={t("withdrawName", { name })}>
          {t("withdraw")}
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
          >
            {t("accept")}
          </Button>
          <Button
            {...common}
            onClick={() => act("decline")}
            aria-label={t("declineName", { name })}
          >
            {t("decline")}
          </Button>
        </Box>
      );
    default:
      return null;
  }
}
