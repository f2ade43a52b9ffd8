import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { mutualFriendsQuery } from "@/data/people";
import { Avatar } from "@/ui/Avatar";
import { Link } from "@/ui/LinkButton";
import { Surface } from "@/ui/Surface";

/** As many as stand in a row or two; the rest is among all friends. */
const shown = 6;

function Face({ person }: { person: UserInfo }) {
  return (
    <Box component="li" sx={{ minWidth: 0 }}>
      <Link
        to={`/people/${person.userId}`}
        color="inherit"
        variant="caption"
        sx={{ display: "grid", justifyItems: "center", gap: 0.75, textAlign: "center", py: 0.5 }}
      >
        <Avatar person={person} size={48} />
        <bdi>
          {person.firstName} {person.lastName}
        </bdi>
      </Link>
    </Box>
  );
}

/** Whom we both know; nothing where there is nobody. */
export function MutualFriends({ userId }: { userId: string }) {
  const { t } = useTranslation("people");
  const id = useId();
  const query = useInfiniteQuery(mutualFriendsQuery(userId));
  const people = itemsOf(query.data);
  if (people.length === 0) return null;
  return (
    <Surface aria-labelledby={id}>
      <Typography variant="h3" component="h2" id={id} sx={{ mb: 1.5 }}>
        {t("mutualTitle")}
      </Typography>
      <Box
        component="ul"
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: "grid",
          gridTemplateColumns: "repeat(auto-fill, minmax(76px, 1fr))",
          gap: 1,
        }}
      >
        {people.slice(0, shown).map((person) => (
          <Face key={person.userId} person={person} />
        ))}
      </Box>
      {(people.length > shown || query.hasNextPage) && (
        <Link
          to={`/people/${userId}/friends`}
          variant="body2"
          sx={{ display: "inline-block", mt: 1, py: 0.75 }}
        >
          {t("allMutual")}
        </Link>
      )}
    </Surface>
  );
}
