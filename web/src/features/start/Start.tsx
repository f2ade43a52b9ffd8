import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import { meQuery } from "@/data/people";
import { useNext } from "@/ui/next";
import { PiecesSkeleton } from "@/parts/PieceCard";

import { FriendsStep } from "./FriendsStep";
import { ProfileStep } from "./ProfileStep";

/** The first steps of a new member: a name, then people to read from. */
export function Component() {
  const me = useQuery(meQuery);
  const navigate = useNavigate();
  const next = useNext();
  return (
    <Box component="main" sx={{ maxWidth: 560, mx: "auto", px: 2.5, py: { xs: 3, sm: 8 } }}>
      {me.isPending && <PiecesSkeleton rows={1} />}
      {me.data === null && <ProfileStep />}
      {me.data && <FriendsStep onDone={() => void navigate(next, { replace: true })} />}
    </Box>
  );
}
