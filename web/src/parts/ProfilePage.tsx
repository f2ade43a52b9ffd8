import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

import type { UserInfo } from "@/api/types";
import { Avatar } from "@/ui/Avatar";
import { Page } from "@/ui/Page";

import { nameOf } from "./names";
import { PiecesSkeleton } from "./PieceCard";

interface ProfilePageProps {
  person: UserInfo;
  actions?: ReactNode;
  /** In place of the picture, such as one that can be changed. */
  picture?: ReactNode;
  /** Short facts in a line. */
  facts?: ReactNode;
  /** About the person: beside the pieces where there is room. */
  about: ReactNode;
  children: ReactNode;
}

const head = {
  display: "grid",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "auto minmax(0, 1fr)" },
  columnGap: 3.5,
  rowGap: { xs: 1.5, sm: 1 },
  alignContent: "start",
} as const;

/** On narrow screens what can be done has a row of its own, below who it is. */
const header = {
  "& > header": {
    display: { xs: "contents", sm: "flex" },
    mb: 0,
    alignSelf: "end",
    minHeight: 48,
  },
  "& > header > :not(h1)": { order: { xs: 1, sm: 0 } },
} as const;

const body = {
  gridColumn: "1 / -1",
  display: "grid",
  gap: 3,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "320px minmax(0, 1fr)" },
  alignItems: "start",
  mt: { xs: 2, sm: 3 },
  order: 2,
  // Where there is nothing to say about somebody, their pieces have the place.
  "&:has(> :first-of-type:empty)": { gridTemplateColumns: "minmax(0, 680px)" },
} as const;

export const portrait = 120;

/** Somebody's profile: who it is, what there is about them, and what they share. */
export function ProfilePage(props: ProfilePageProps) {
  const { person, actions, picture, facts, about, children } = props;
  return (
    <Box sx={{ ...head, ...header }}>
      <Page
        title={nameOf(person)}
        heading={
          <bdi>
            {person.firstName} {person.lastName}
          </bdi>
        }
        actions={actions}
        above={
          <Box sx={{ gridRow: { sm: "span 2" } }}>
            {picture ?? <Avatar person={person} size={portrait} />}
          </Box>
        }
      >
        <Box sx={{ minWidth: 0 }}>
          {person.headline && (
            <Typography sx={{ fontSize: "1.125rem", maxWidth: "60ch" }}>
              {person.headline}
            </Typography>
          )}
          {facts}
        </Box>
        <Box sx={body}>
          <Box sx={{ display: "grid", gap: 2, minWidth: 0, "&:empty": { display: "none" } }}>
            {about}
          </Box>
          <Box sx={{ display: "grid", gap: 4, minWidth: 0 }}>{children}</Box>
        </Box>
      </Page>
    </Box>
  );
}

export function ProfileSkeleton({ title }: { title: string }) {
  return (
    <Page title={title} quiet>
      <Box sx={head} aria-busy="true">
        <Skeleton variant="circular" width={portrait} height={portrait} />
        <Box sx={{ minWidth: 0, pt: { sm: 1 } }}>
          <Skeleton width="55%" height={44} />
          <Skeleton width="70%" height={28} />
          <Skeleton width="40%" />
        </Box>
        <Box sx={body}>
          <Skeleton variant="rounded" height={180} />
          <PiecesSkeleton rows={2} />
        </Box>
      </Box>
    </Page>
  );
}
