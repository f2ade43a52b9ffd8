import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";

import { Problem } from "@/api/problem";
import type { UserDetails } from "@/api/types";
import { meQuery, personQuery } from "@/data/people";
import { Career, stationOfEducation, stationOfJob } from "@/parts/Career";
import { isolated } from "@/parts/names";
import { PersonMenu } from "@/parts/PersonMenu";
import { PiecesOf, PinnedPieces } from "@/parts/PiecesOf";
import { Contact, ProfileFacts } from "@/parts/ProfileFacts";
import { ProfilePage, ProfileSkeleton } from "@/parts/ProfilePage";
import { RelationButton } from "@/parts/RelationButton";
import { useNow } from "@/time/useNow";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { NotThere } from "@/ui/NotThere";
import { Page } from "@/ui/Page";
import { Surface } from "@/ui/Surface";

import { MutualFriends } from "./MutualFriends";

/**
 * Whether there is no more than name, picture and relation: the profile is for friends, or nothing
 * has been written in it. The server does not tell which.
 */
function isBare({ userInfo, jobs = [], educations = [] }: UserDetails): boolean {
  const { headline, location, numberOfFriends } = userInfo;
  return !headline && !location && !numberOfFriends && jobs.length + educations.length === 0;
}

/** What a stranger finds in place of the pieces. */
function Reserved({ name, bare }: { name: string; bare: boolean }) {
  const { t } = useTranslation("people");
  return (
    <Surface as="div">
      <EmptyState title={t("reservedTitle")}>
        {t("reserved", { name })} {bare && t("reservedProfile")}
      </EmptyState>
    </Surface>
  );
}

function Profile({ details }: { details: UserDetails }) {
  const { t } = useTranslation("people");
  const now = useNow(60_000);
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery);
  const { userInfo: person, jobs = [], educations = [] } = details;
  const { userId, relation } = person;
  const friends = relation === "friend";
  const bare = !friends && isBare(details);
  return (
    <ProfilePage
      person={person}
      actions={
        <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
          <RelationButton person={person} size="medium" />
          <PersonMenu
            person={person}
            onGone={(step) => step === "block" && void navigate("/friends")}
          />
        </Box>
      }
      facts={
        !bare && (
          <ProfileFacts
            person={person}
            friendsAt={`/people/${userId}/friends`}
            now={now}
            {...(me && { zone: me.timeZone })}
          />
        )
      }
      about={
        <>
          <Contact person={person} />
          <MutualFriends userId={userId} />
          <Career title={t("jobs")} stations={jobs.map(stationOfJob)} />
          <Career title={t("education")} stations={educations.map(stationOfEducation)} />
        </>
      }
    >
      {friends ? (
        <>
          <PinnedPieces userId={userId} now={now} />
          <PiecesOf
            userId={userId}
            now={now}
            empty={
              <EmptyState title={t("noPiecesTitle")}>
                {t("noPieces", { name: isolated(person.firstName) })}
              </EmptyState>
            }
          />
        </>
      ) : (
        <Reserved name={isolated(person.firstName)} bare={bare} />
      )}
    </ProfilePage>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { userId = "" } = useParams();
  const { data: me } = useQuery(meQuery);
  const { data, error, refetch } = useQuery(personQuery(userId));
  if (me?.userId === userId || data?.userInfo.relation === "self") {
    return <Navigate to="/me" replace />;
  }
  if (error instanceof Problem && error.status === 404) return <NotThere />;
  if (data) return <Profile key={userId} details={data} />;
  if (!error) return <ProfileSkeleton title={t("loading")} />;
  return (
    <Page title={t("friends")} quiet>
      <ErrorNote error={error} retry={() => void refetch()} />
    </Page>
  );
}
