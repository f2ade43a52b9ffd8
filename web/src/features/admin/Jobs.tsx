import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { jobsQuery } from "@/data/admin";
import { itemsOf } from "@/data/paged";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { Surface } from "@/ui/Surface";

import { JobCard } from "./JobCard";
import { SendForm } from "./SendForm";

function JobsSkeleton() {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {[0, 1, 2].map((index) => (
        <Surface key={index} aria-hidden>
          <Skeleton width="45%" sx={{ fontSize: "1.25rem" }} />
          <Skeleton width="30%" />
          <Skeleton variant="rounded" height={8} sx={{ my: 2 }} />
          <Skeleton width="80%" />
        </Surface>
      ))}
    </Box>
  );
}

/** A message to everyone, and how it and the daily calls go. */
export function Component() {
  const { t } = useTranslation("admin");
  const query = useInfiniteQuery(jobsQuery);
  return (
    <Box sx={{ maxWidth: 820, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <SendForm />
      <section aria-labelledby="jobs">
        <Typography variant="h2" id="jobs" sx={{ mb: 2 }}>
          {t("jobs.list")}
        </Typography>
        <PagedList
          query={query}
          items={itemsOf(query.data)}
          keyOf={(job) => job.jobId}
          label={t("jobs.list")}
          gap={2}
          skeleton={<JobsSkeleton />}
          empty={<EmptyState title={t("jobs.emptyTitle")}>{t("jobs.empty")}</EmptyState>}
        >
          {(job) => <JobCard job={job} />}
        </PagedList>
      </section>
    </Box>
  );
}
