import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";

import { itemsOf } from "@/data/paged";
import { everyoneQuery, outgoingQuery, searchQuery } from "@/data/people";
import { PeopleSkeleton, PersonRow } from "@/parts/PersonRow";
import { RelationButton } from "@/parts/RelationButton";
import { Field } from "@/ui/Field";
import { Page } from "@/ui/Page";
import { PagedList } from "@/ui/PagedList";

/** People to ask; the server's search finds the beginnings of words. */
export function FriendsStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const [text, setText] = useState("");
  const name = useDeferredValue(text.trim());
  const search = useInfiniteQuery({ ...searchQuery(name), enabled: name !== "" });
  const everyone = useInfiniteQuery(everyoneQuery);
  const query = name ? search : everyone;
  const { data: outgoing } = useInfiniteQuery(outgoingQuery);
  const count = itemsOf(outgoing).length;
  return (
    <>
      <Typography variant="overline" color="textSecondary">
        {t("step", { step: 2, of: 2 })}
      </Typography>
      <Page title={t("friendsTitle")}>
        <Typography color="textSecondary" sx={{ mb: 3 }}>
          {t("friendsIntro")}
        </Typography>
        <Field
          label={t("search")}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {/* Before the list, which has no end for those who go through it with Tab. */}
        <Box
          sx={{
            position: "fixed",
            inset: "auto 0 0 0",
            zIndex: 1,
            py: 2,
            px: 2.5,
            bgcolor: "background.default",
            borderTop: 1,
            borderColor: "divider",
          }}
        >
          <Box sx={{ maxWidth: 520, mx: "auto", display: "flex", alignItems: "center", gap: 2 }}>
            <Typography role="status" variant="body2" color="textSecondary" sx={{ flex: 1 }}>
              {count > 0 && t("asked", { count })}
            </Typography>
            <Button variant="contained" onClick={onDone}>
              {count > 0 ? t("finish") : t("later")}
            </Button>
          </Box>
        </Box>
        <Box sx={{ mt: 2, mb: 12 }}>
          <PagedList
            query={query}
            items={itemsOf(query.data)}
            keyOf={(person) => person.userId}
            label={t("people")}
            skeleton={<PeopleSkeleton />}
            empty={
              <Typography color="textSecondary" sx={{ py: 3 }}>
                {name ? t("nobody") : t("alone")}
              </Typography>
            }
          >
            {(person) => (
              <PersonRow person={person}>
                <RelationButton person={person} />
              </PersonRow>
            )}
          </PagedList>
        </Box>
      </Page>
    </>
  );
}
