import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { Avatar } from "@/ui/Avatar";
import { Link } from "@/ui/LinkButton";

interface PersonRowProps {
  person: UserInfo;
  /** What can be done with them, at the end of the row. */
  children?: ReactNode;
}

/** Somebody in a list: picture, name as the way to their profile, and one line about them. */
export function PersonRow({ person, children }: PersonRowProps) {
  const { t } = useTranslation("people");
  const { headline, location, mutualFriends } = person;
  const line = mutualFriends ? t("mutual", { count: mutualFriends }) : (headline ?? location);
  return (
    <Box
      sx={{
        display: "flex",
        alignItems: "center",
        flexWrap: "wrap",
        columnGap: { xs: 1, sm: 1.5 },
        rowGap: 0.5,
        py: 1,
        minHeight: 64,
      }}
    >
      <Avatar person={person} />
      <Box sx={{ flex: { xs: "1 1 6.75rem", sm: "1 1 9rem" }, minWidth: 0 }}>
        <Link
          to={`/people/${person.userId}`}
          color="inherit"
          sx={{ fontWeight: 600, display: "inline-block", py: 0.25 }}
        >
          <bdi>
            {person.firstName} {person.lastName}
          </bdi>
        </Link>
        {line && (
          <Typography
            variant="body2"
            color="textSecondary"
            sx={{
              display: "-webkit-box",
              WebkitBoxOrient: "vertical",
              WebkitLineClamp: 2,
              overflow: "hidden",
            }}
          >
            {line}
          </Typography>
        )}
      </Box>
      {children && <Box sx={{ ml: "auto" }}>{children}</Box>}
    </Box>
  );
}

export function PeopleSkeleton({ rows = 5 }: { rows?: number }) {
  return Array.from({ length: rows }, (_, index) => (
    <Box key={index} sx={{ display: "flex", gap: 1.5, py: 1, alignItems: "center", minHeight: 64 }}>
      <Skeleton variant="circular" width={44} height={44} />
      <Box sx={{ flex: 1 }}>
        <Skeleton width="40%" />
        <Skeleton width="60%" />
      </Box>
    </Box>
  ));
}
