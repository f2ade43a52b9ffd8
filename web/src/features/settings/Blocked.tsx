import Button from "@mui/material/Button";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { UserInfo } from "@/api/types";
import { itemsOf } from "@/data/paged";
import { blocksQuery, useRelationAction } from "@/data/people";
import { nameOf } from "@/parts/names";
import { PeopleSkeleton, PersonRow } from "@/parts/PersonRow";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { Section, Sections } from "@/ui/Section";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

function Unblock({ person }: { person: UserInfo }) {
  const { t } = useTranslation("settings");
  const toast = useToast();
  const problemText = useProblemText();
  const name = nameOf(person);
  // The row is gone before the answer comes.
  const { mutate, isPending, isSuccess } = useRelationAction(person.userId, {
    done: () => toast(t("blocked.unblocked", { name })),
    refused: (error) => toast(problemText(error)),
  });
  return (
    <Button
      size="small"
      variant="outlined"
      disabled={isPending || isSuccess}
      aria-label={t("blocked.unblockName", { name })}
      onClick={() => mutate("unblock")}
      sx={{ minHeight: 44 }}
    >
      {t("blocked.unblock")}
    </Button>
  );
}

/** People whom I blocked. */
export function Component() {
  const { t } = useTranslation("settings");
  const query = useInfiniteQuery(blocksQuery);
  return (
    <Sections>
      <Section title={t("blocked.title")} about={t("blocked.about")}>
        <PagedList
          query={query}
          items={itemsOf(query.data)}
          keyOf={(person) => person.userId}
          label={t("blocked.title")}
          skeleton={<PeopleSkeleton rows={3} />}
          empty={<EmptyState title={t("blocked.emptyTitle")}>{t("blocked.empty")}</EmptyState>}
        >
          {(person) => (
            <PersonRow person={person}>
              <Unblock person={person} />
            </PersonRow>
          )}
        </PagedList>
      </Section>
    </Sections>
  );
}
