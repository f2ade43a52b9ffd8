import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { useQuery } from "@tanstack/react-query";
import { Pencil, PinOff, Settings, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Piece, UserDetails } from "@/api/types";
import { isAdministrator, useSession } from "@/auth/session";
import { myDetailsQuery } from "@/data/people";
import { usePin } from "@/data/pieces";
import { PiecesOf, PinnedPieces } from "@/parts/PiecesOf";
import { Contact, ProfileFacts } from "@/parts/ProfileFacts";
import { ProfilePage, ProfileSkeleton } from "@/parts/ProfilePage";
import { useNow } from "@/time/useNow";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { LinkButton, LinkIconButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

import { MonthCalendar } from "./MonthCalendar";
import { MyEducation } from "./MyEducation";
import { MyJobs } from "./MyJobs";
import { PictureEditor } from "./PictureEditor";

/** Settings and administration have no place in the bar of narrow screens. */
function Actions() {
  const { t } = useTranslation(["me", "common"]);
  const session = useSession();
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
      <LinkButton
        to="/me/edit"
        variant="outlined"
        startIcon={<Pencil size={17} aria-hidden />}
        sx={{ mr: 0.5 }}
      >
        {t("editProfile")}
      </LinkButton>
      <LinkIconButton to="/settings" aria-label={t("common:settings")}>
        <Settings size={21} aria-hidden />
      </LinkIconButton>
      {isAdministrator(session) && (
        <LinkIconButton to="/admin" aria-label={t("common:admin")}>
          <ShieldCheck size={21} aria-hidden />
        </LinkIconButton>
      )}
    </Box>
  );
}

function Unpin({ piece }: { piece: Piece }) {
  const { t } = useTranslation("me");
  const toast = useToast();
  const problemText = useProblemText();
  const { mutateAsync } = usePin(piece.postId);
  // The promise tells of a refusal even where this card has left the list.
  const unpin = () => mutateAsync(false).catch((error: unknown) => toast(problemText(error)));
  return (
    <IconButton aria-label={t("unpin", { title: piece.title })} onClick={() => void unpin()}>
      <PinOff size={18} aria-hidden />
    </IconButton>
  );
}

function Profile({ details }: { details: UserDetails }) {
  const { t } = useTranslation(["me", "common"]);
  const now = useNow(60_000);
  const { userInfo: me, jobs = [], educations = [] } = details;
  return (
    <ProfilePage
      person={me}
      picture={<PictureEditor me={me} />}
      actions={<Actions />}
      facts={<ProfileFacts person={me} friendsAt="/friends" now={now} />}
      about={
        <>
          <MonthCalendar zone={me.timeZone} now={now} />
          <MyJobs jobs={jobs} />
          <MyEducation educations={educations} />
          <Contact
            person={me}
            note={t(me.contactVisibility === "friends" ? "seenByFriends" : "seenByMe")}
          />
        </>
      }
    >
      <PinnedPieces userId="me" now={now} action={(piece) => <Unpin piece={piece} />} />
      <PiecesOf
        userId="me"
        now={now}
        empty={
          <EmptyState
            title={t("noPiecesTitle")}
            action={
              <LinkButton to="/" variant="contained">
                {t("common:toToday")}
              </LinkButton>
            }
          >
            {t("noPieces")}
          </EmptyState>
        }
      />
    </ProfilePage>
  );
}

export function Component() {
  const { t } = useTranslation(["me", "common"]);
  const { data, error, refetch } = useQuery(myDetailsQuery);
  if (data) return <Profile details={data} />;
  if (data === undefined && !error) return <ProfileSkeleton title={t("common:me")} />;
  return (
    <Page title={t("common:me")} quiet>
      {error ? (
        <ErrorNote error={error} retry={() => void refetch()} />
      ) : (
        <EmptyState
          title={t("noProfileTitle")}
          action={
            <LinkButton to="/start" variant="contained">
              {t("makeProfile")}
            </LinkButton>
          }
        >
          {t("noProfile")}
        </EmptyState>
      )}
    </Page>
  );
}
