import Box from "@mui/material/Box";
import MuiLink from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import {
  Bell,
  ExternalLink,
  Heart,
  Megaphone,
  MessageCircle,
  Sun,
  UserCheck,
  UserPlus,
} from "lucide-react";
import { type ReactNode, memo } from "react";
import { useTranslation } from "react-i18next";

import type { Notification } from "@/api/types";
import { deviceZone } from "@/time/days";
import { timeInWords } from "@/time/words";
import { Link } from "@/ui/LinkButton";

import { type Target, targetOf } from "./target";
import { type Words, bodyOf, titleOf } from "./words";

const icons = {
  daily: Sun,
  request: UserPlus,
  acceptance: UserCheck,
  comment: MessageCircle,
  like: Heart,
  message: Megaphone,
  test: Bell,
};

/** The whole row is the link's target; its text is only the title. */
const stretched = { "&::after": { content: '""', position: "absolute", inset: 0 } } as const;

interface TitleProps {
  target: Target;
  id: string;
  children: ReactNode;
}

function Title({ target, id, children }: TitleProps) {
  if (!target) return children;
  const common = { color: "inherit", id, sx: stretched } as const;
  if ("to" in target) {
    return (
      <Link to={target.to} {...common}>
        {children}
      </Link>
    );
  }
  return (
    <MuiLink
      href={target.href}
      target="_blank"
      rel="noopener"
      aria-describedby={`${id}-leaves`}
      {...common}
    >
      {children}
    </MuiLink>
  );
}

interface EntryProps {
  entry: Notification;
  unread: boolean;
}

/** What I was notified of, and the way to it. */
export const Entry = memo(function Entry({ entry, unread }: EntryProps) {
  const { t, i18n } = useTranslation("inbox");
  const Icon = icons[entry.type] ?? Bell;
  const target = targetOf(entry.url, entry.type);
  const inWords = (words: Words | undefined) =>
    words && t(words.key, { name: words.name || t("told.somebody"), count: words.count ?? 0 });
  const title = inWords(titleOf(entry)) ?? entry.title;
  const body = inWords(bodyOf(entry)) ?? entry.body;
  const id = `entry-${entry.notificationId}`;
  return (
    <Box
      component="article"
      aria-labelledby={id}
      sx={{
        position: "relative",
        display: "flex",
        gap: 1.75,
        px: { xs: 2, sm: 2.5 },
        py: 1.75,
        ...(target && { "&:hover": { bgcolor: "background.raised" } }),
      }}
    >
      <Box
        role="img"
        aria-label={t(`type.${entry.type}`)}
        sx={{
          display: "grid",
          placeItems: "center",
          flexShrink: 0,
          width: 40,
          height: 40,
          borderRadius: "50%",
          bgcolor: "background.wash",
          color: "primary.main",
        }}
      >
        <Icon size={20} aria-hidden />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box
          sx={{
            display: "flex",
            alignItems: "baseline",
            flexWrap: { xs: "wrap", sm: "nowrap" },
            columnGap: 1.5,
          }}
        >
          <Typography
            component="h3"
            id={target ? undefined : id}
            sx={{ flex: { xs: "1 0 100%", sm: 1 }, minWidth: 0, fontWeight: unread ? 650 : 500 }}
          >
            <Title target={target} id={id}>
              {title}
            </Title>
          </Typography>
          {unread && (
            <Typography
              variant="caption"
              sx={{
                px: 1,
                borderRadius: 999,
                fontWeight: 650,
                bgcolor: "primary.main",
                color: "primary.contrastText",
              }}
            >
              {t("new")}
            </Typography>
          )}
          <Typography variant="caption" color="textSecondary" sx={{ whiteSpace: "nowrap" }}>
            {timeInWords(new Date(Number(entry.timestamp)), deviceZone(), i18n.language)}
          </Typography>
        </Box>
        {body && (
          <Typography
            variant="body2"
            color="textSecondary"
            sx={{
              whiteSpace: "pre-line",
              display: "-webkit-box",
              WebkitBoxOrient: "vertical",
              WebkitLineClamp: 4,
              overflow: "hidden",
            }}
          >
            {body}
          </Typography>
        )}
        {target && "host" in target && (
          <Typography
            variant="caption"
            id={`${id}-leaves`}
            sx={{ display: "inline-flex", alignItems: "center", gap: 0.5, mt: 0.5 }}
          >
            <ExternalLink size={14} aria-hidden />
            {t("leaves", { host: target.host })}
          </Typography>
        )}
      </Box>
    </Box>
  );
});
