import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { itemsOf } from "@/data/paged";
import { likesQuery } from "@/data/pieces";
import { Avatar } from "@/ui/Avatar";
import { Link } from "@/ui/LinkButton";
import { PagedList } from "@/ui/PagedList";

/** Who likes a piece. */
export function Likers({ postId }: { postId: string }) {
  const { t } = useTranslation("piece");
  const query = useInfiniteQuery(likesQuery(postId));
  return (
    <Box sx={{ mt: 1 }}>
      <PagedList
        query={query}
        items={itemsOf(query.data)}
        keyOf={(person) => person.userId}
        label={t("likedBy")}
        gap={0.5}
        skeleton={<Skeleton width="50%" height={40} />}
        empty={t("nobodyLikes")}
      >
        {(person) => (
          <Box sx={{ display: "flex", alignItems: "center", gap: 1.25 }}>
            <Avatar person={person} size={32} />
            <Link to={`/people/${person.userId}`} color="inherit" sx={{ py: 0.75 }}>
              {person.firstName} {person.lastName}
            </Link>
          </Box>
        )}
      </PagedList>
    </Box>
  );
}
