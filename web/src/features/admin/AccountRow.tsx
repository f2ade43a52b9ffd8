import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Typography from "@mui/material/Typography";
import { Ban, MailQuestionMark, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { AccountInfo } from "@/api/types";
import { Avatar } from "@/ui/Avatar";
import { Link } from "@/ui/LinkButton";

import { AccountMenu } from "./AccountMenu";

/** What is to be known of an account at a glance; an ordinary one has nothing. */
function Marks({ account }: { account: AccountInfo }) {
  const { t } = useTranslation("admin");
  const groups = account.groups ?? [];
  const size = { size: 16, "aria-hidden": true } as const;
  return (
    <>
      {groups.includes("admin") && (
        <Chip size="small" icon={<ShieldCheck {...size} />} label={t("accounts.admin")} />
      )}
      {groups
        .filter((group) => group !== "admin")
        .map((group) => (
          <Chip key={group} size="small" variant="outlined" label={group} />
        ))}
      {!account.enabled && (
        <Chip
          size="small"
          color="error"
          variant="outlined"
          icon={<Ban {...size} />}
          label={t("accounts.disabled")}
        />
      )}
      {!account.confirmed && (
        <Chip
          size="small"
          variant="outlined"
          icon={<MailQuestionMark {...size} />}
          label={t("accounts.unconfirmed")}
        />
      )}
      {account.enabled && account.confirmed && (
        <Chip size="small" variant="outlined" label={t("accounts.enabled")} />
      )}
    </>
  );
}

export function AccountRow({ account }: { account: AccountInfo }) {
  const { t, i18n } = useTranslation("admin");
  const { userId, email, firstName = "", lastName = "", createdAt } = account;
  const name = `${firstName} ${lastName}`.trim();
  const created = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });
  return (
    <Box sx={{ display: "flex", alignItems: "flex-start", gap: 1.75, py: 1.75 }}>
      <Avatar person={{ userId, firstName: firstName || email, lastName }} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {name ? (
          <Link to={`/people/${userId}`} color="inherit" sx={{ fontWeight: 600 }}>
            {name}
          </Link>
        ) : (
          <Typography component="span" sx={{ fontWeight: 600 }}>
            {t("accounts.noProfile")}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary">
          {/* Where it is too long for the line, it breaks there. */}
          {email
            .split("@")
            .flatMap((part, index) => (index ? ["@", <wbr key={index} />, part] : [part]))}
        </Typography>
        <Box
          sx={{
            display: "flex",
            flexWrap: "wrap",
            alignItems: "center",
            gap: 0.75,
            mt: 0.75,
            "& .MuiChip-icon": { color: "inherit" },
          }}
        >
          <Marks account={account} />
          <Typography variant="caption" color="textSecondary" sx={{ ml: 0.25 }}>
            {t("accounts.since", { date: created.format(new Date(createdAt)) })}
          </Typography>
        </Box>
      </Box>
      <AccountMenu account={account} name={name || email} />
    </Box>
  );
}
