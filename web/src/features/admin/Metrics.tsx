import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { metricsQuery } from "@/data/metrics";
import { momentInWords } from "@/time/words";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { Surface } from "@/ui/Surface";

import { MetricsTables } from "./MetricsTables";
import { Overview } from "./Overview";
import { figuresOf } from "./figures";

const query = metricsQuery(figuresOf);

const grid = {
  display: "grid",
  gap: 2,
  gridTemplateColumns: {
    xs: "minmax(0, 1fr)",
    sm: "repeat(2, minmax(0, 1fr))",
    lg: "repeat(3, minmax(0, 1fr))",
  },
} as const;

function MetricsSkeleton() {
  return (
    <Box sx={grid}>
      {Array.from({ length: 6 }, (_, index) => (
        <Surface key={index} aria-hidden>
          <Skeleton width="50%" />
          <Skeleton width="35%" sx={{ fontSize: "2rem" }} />
          <Skeleton variant="rounded" height={36} sx={{ my: 1 }} />
          <Skeleton width="70%" />
        </Surface>
      ))}
    </Box>
  );
}

/** Whether the server keeps its figures from us, which is a setting and no failure. */
const isClosed = (error: Error | null): error is Problem =>
  error instanceof Problem && [401, 403, 404].includes(error.status);

/** How the server does, since this page was opened. */
export function Component() {
  const { t, i18n } = useTranslation("admin");
  const { data: history, error, refetch } = useQuery(query);
  const last = history?.at(-1);
  if (isClosed(error)) {
    return (
      <EmptyState title={t("metrics.closedTitle")}>
        {t("metrics.closed", { status: error.status })}
      </EmptyState>
    );
  }
  if (!history || !last) {
    return error ? <ErrorNote error={error} retry={() => void refetch()} /> : <MetricsSkeleton />;
  }
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2.5 }}>
      <Typography variant="body2" color="textSecondary">
        {t("metrics.about")}{" "}
        {last.startedAt > 0 &&
          t("metrics.started", { moment: momentInWords(last.startedAt, i18n.language) })}
      </Typography>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <Box sx={grid}>
        <Overview history={history} />
      </Box>
      <MetricsTables history={history} />
    </Box>
  );
}
