import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Cake, Clock, Mail, MapPin, UsersRound } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { deviceZone } from "@/time/days";
import { partialDateInWords, timeInWords } from "@/time/words";
import { Link } from "@/ui/LinkButton";
import { Surface } from "@/ui/Surface";

/** The time there, or undefined where this browser does not know the zone. */
function timeThere(zone: string, now: number, language: string): string | undefined {
  try {
    return timeInWords(new Date(now), zone, language);
  } catch {
    return undefined;
  }
}

const Fact = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <Box
    component="li"
    sx={{ display: "inline-flex", alignItems: "center", gap: 0.75, minWidth: 0, minHeight: 28 }}
  >
    {icon}
    {children}
  </Box>
);

interface ProfileFactsProps {
  person: UserInfo;
  /** Where their friends are listed. */
  friendsAt?: string;
  now: number;
  /** My zone, to leave out a time that is mine, too. */
  zone?: string;
}

/** Where somebody is, what the time is there, and how many friends they have. */
export function ProfileFacts({ person, friendsAt, now, zone }: ProfileFactsProps) {
  const { t, i18n } = useTranslation("people");
  const theirs = timeThere(person.timeZone, now, i18n.language);
  const mine = timeThere(zone ?? deviceZone(), now, i18n.language);
  return (
    <Typography
      component="ul"
      variant="body2"
      color="textSecondary"
      sx={{
        listStyle: "none",
        display: "flex",
        flexWrap: "wrap",
        columnGap: 2.5,
        rowGap: 0.25,
        m: 0,
        mt: 1,
        p: 0,
        "& svg": { flex: "none" },
      }}
    >
      {person.location && (
        <Fact icon={<MapPin size={16} aria-hidden />}>
          <span>{person.location}</span>
        </Fact>
      )}
      {theirs && theirs !== mine && (
        <Fact icon={<Clock size={16} aria-hidden />}>{t("localTime", { time: theirs })}</Fact>
      )}
      {friendsAt && (
        <Fact icon={<UsersRound size={16} aria-hidden />}>
          <Link to={friendsAt} sx={{ py: 0.25 }}>
            {t("friendCount", { count: person.numberOfFriends })}
          </Link>
        </Fact>
      )}
    </Typography>
  );
}

interface ContactProps {
  person: UserInfo;
  /** Who else sees it. */
  note?: string;
}

/** E-mail and birthday, where they may be seen. */
export function Contact({ person, note }: ContactProps) {
  const { t, i18n } = useTranslation("people");
  const id = useId();
  const { email, birthday } = person;
  if (!email && !birthday) return null;
  const row = { display: "flex", alignItems: "center", gap: 1, minHeight: 28 } as const;
  return (
    <Surface aria-labelledby={id}>
      <Typography variant="h3" component="h2" id={id} sx={{ mb: 1.5 }}>
        {t("contact")}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: "grid", gap: 1, "& dd": { m: 0, minWidth: 0 } }}>
        {email && (
          <Box sx={row}>
            <Box component="dt" sx={{ display: "flex" }}>
              <Mail size={17} aria-label={t("email")} role="img" />
            </Box>
            <Typography variant="body2" component="dd">
              <Box component="a" href={`mailto:${email}`} sx={{ color: "primary.main", py: 0.5 }}>
                {email}
              </Box>
            </Typography>
          </Box>
        )}
        {birthday && (
          <Box sx={row}>
            <Box component="dt" sx={{ display: "flex" }}>
              <Cake size={17} aria-label={t("birthday")} role="img" />
            </Box>
            <Typography variant="body2" component="dd">
              {partialDateInWords(birthday, i18n.language)}
            </Typography>
          </Box>
        )}
      </Box>
      {note && (
        <Typography variant="caption" component="p" color="textSecondary" sx={{ mt: 1.5 }}>
          {note}
        </Typography>
      )}
    </Surface>
  );
}
