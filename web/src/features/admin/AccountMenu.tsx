import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AccountInfo } from "@/api/types";
import { type AccountAction, useAccountAction } from "@/data/admin";
import { meQuery } from "@/data/people";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { useToast } from "@/ui/toasts";

/** What can be done with an account. Nobody locks themselves out. */
function actionsFor(account: AccountInfo, isMe: boolean): AccountAction[] {
  if (isMe) return ["sign-out"];
  return [
    account.enabled ? "disable" : "enable",
    "sign-out",
    account.groups?.includes("admin") ? "remove-admin" : "make-admin",
  ];
}

const harmful: readonly AccountAction[] = ["disable", "remove-admin"];

interface AccountMenuProps {
  account: AccountInfo;
  name: string;
}

/** The actions of an account; each says what it brings before it is done. */
export function AccountMenu({ account, name }: AccountMenuProps) {
  const { t } = useTranslation("admin");
  const toast = useToast();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asked, setAsked] = useState<AccountAction>();
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error, reset } = useAccountAction(account.userId);
  const isMe = useQuery(meQuery).data?.userId === account.userId;
  const ask = (action: AccountAction) => {
    setAnchor(null);
    setAsked(action);
    setOpen(true);
    reset();
  };
  const confirm = () =>
    asked &&
    mutate(asked, {
      onSuccess: () => {
        setOpen(false);
        toast(t(`accounts.action.${asked}.done`, { name }));
      },
    });
  return (
    <>
      <IconButton
        aria-label={t("accounts.actions", { name })}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ mr: -1.25 }}
      >
        <EllipsisVertical size={20} aria-hidden />
      </IconButton>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        {actionsFor(account, isMe).map((action) => (
          <MenuItem key={action} onClick={() => ask(action)} sx={{ minHeight: { xs: 44, sm: 44 } }}>
            {t(`accounts.action.${action}.label`)}
          </MenuItem>
        ))}
      </Menu>
      {asked && (
        <ConfirmDialog
          open={open}
          title={t(`accounts.action.${asked}.title`, { name })}
          confirm={t(`accounts.action.${asked}.label`)}
          danger={harmful.includes(asked)}
          busy={isPending}
          onConfirm={confirm}
          onClose={() => setOpen(false)}
        >
          <Typography sx={{ mb: error ? 2 : 0 }}>{t(`accounts.action.${asked}.about`)}</Typography>
          <ErrorNote error={error} />
        </ConfirmDialog>
      )}
    </>
  );
}
