import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { itemsOf } from "@/data/paged";
import { everyoneQuery, searchQuery, suggestionsQuery } from "@/data/people";
import { PeopleList } from "@/parts/PeopleList";
import { RelationButton } from "@/parts/RelationButton";
import { EmptyState } from "@/ui/EmptyState";
import { Field } from "@/ui/Field";
import { visuallyHidden } from "@/ui/visuallyHidden";

import { InvitationLink } from "./InvitationLink";
import { useSearch } from "./useSearch";

function Results({ name }: { name: string }) {
  const { t } = useTranslation("friends");
  const query = useInfiniteQuery({ ...searchQuery(name), placeholderData: keepPreviousData });
  const found = itemsOf(query.data).length;
  return (
    <section>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {t("find.results")}
      </Typography>
      <Box role="status" sx={visuallyHidden}>
        {query.isSuccess && !query.isPlaceholderData && t("find.found", { count: found })}
      </Box>
      <PeopleList
        query={query}
        label={t("find.results")}
        action={(person) => <RelationButton person={person} />}
        empty={<EmptyState title={t("find.nobodyTitle", { name })}>{t("find.nobody")}</EmptyState>}
      />
    </section>
  );
}

function Suggestions() {
  const { t } = useTranslation("friends");
  const query = useInfiniteQuery(suggestionsQuery);
  if (query.isSuccess && itemsOf(query.data).length === 0 && !query.hasNextPage) return null;
  return (
    <section>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {t("find.suggestions")}
      </Typography>
      <PeopleList
        query={query}
        label={t("find.suggestions")}
        rows={3}
        action={(person) => <RelationButton person={person} />}
        empty={null}
      />
    </section>
  );
}

function Everyone() {
  const { t } = useTranslation("friends");
  const query = useInfiniteQuery(everyoneQuery);
  return (
    <section>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {t("find.everyone")}
      </Typography>
      <PeopleList
        query={query}
        label={t("find.everyone")}
        action={(person) => <RelationButton person={person} />}
        empty={<EmptyState title={t("find.aloneTitle")}>{t("find.alone")}</EmptyState>}
      />
    </section>
  );
}

export function Component() {
  const { t } = useTranslation(["friends", "common"]);
  const { text, setText, query } = useSearch();
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <Box role="search">
        <Field
          label={t("find.label")}
          type="search"
          name="q"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          placeholder={t("find.placeholder")}
          startAdornment={
            <Box component="span" sx={{ display: "flex", mr: 1, color: "text.secondary" }}>
              <Search size={19} aria-hidden />
            </Box>
          }
          endAdornment={
            text && (
              <IconButton
                aria-label={t("find.clear")}
                onClick={(event) => {
                  setText("");
                  event.currentTarget.parentElement?.querySelector("input")?.focus();
                }}
                sx={{ mr: -1.25 }}
              >
                <X size={18} aria-hidden />
              </IconButton>
            )
          }
          inputProps={{ enterKeyHint: "search", maxLength: 200 }}
        />
      </Box>
      {query ? (
        <Results name={query} />
      ) : (
        <>
          <InvitationLink />
          <Suggestions />
          <Everyone />
        </>
      )}
    </Box>
  );
}
