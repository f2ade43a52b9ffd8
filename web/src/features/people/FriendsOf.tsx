import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { Problem } from "@/api/problem";
import { friendsOfQuery, personQuery } from "@/data/people";
import { isolated, nameOf } from "@/parts/names";
import { PeopleList } from "@/parts/PeopleList";
import { RelationButton } from "@/parts/RelationButton";
import { EmptyState } from "@/ui/EmptyState";
import { LinkButton } from "@/ui/LinkButton";
import { NotThere } from "@/ui/NotThere";
import { Page } from "@/ui/Page";

export function Component() {
  const { t } = useTranslation(["people", "common"]);
  const { userId = "" } = useParams();
  const { data, error } = useQuery(personQuery(userId));
  const friends = useInfiniteQuery(friendsOfQuery(userId));
  if (error instanceof Problem && error.status === 404) return <NotThere />;
  const person = data?.userInfo;
  const name = person && nameOf(person);
  const title = name ? t("friendsOf", { name }) : t("common:friends");
  return (
    <Page
      title={title}
      above={
        <LinkButton
          to={`/people/${userId}`}
          size="small"
          startIcon={<ArrowLeft size={18} aria-hidden />}
          sx={{ ml: -1.75, mb: 1 }}
        >
          {name ? t("toProfile", { name }) : t("common:back")}
        </LinkButton>
      }
    >
      <PeopleList
        query={friends}
        label={title}
        action={(each) => <RelationButton person={each} />}
        empty={
          <EmptyState title={t("noFriendsTitle")}>
            {name && t("noFriends", { name: isolated(person.firstName) })}
          </EmptyState>
        }
      />
    </Page>
  );
}
