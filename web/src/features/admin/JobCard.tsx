import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { CircleCheck, Clock, LoaderCircle, Megaphone, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { PushJob } from "@/api/types";
import { momentInWords } from "@/time/words";
import { Surface } from "@/ui/Surface";

import { Facts } from "./Facts";
import { ServicesTable } from "./ServicesTable";
import { useUnits } from "./useUnits";

const states = { queued: Clock, running: LoaderCircle, done: CircleCheck };
const kinds = { daily: Sun, send: Megaphone };

/** How many of a job's messages have come to an end. */
export const progressOf = ({ queued, sent, gone, failed }: PushJob): number =>
  queued > 0 ? Math.min(1, (sent + gone + failed) / queued) : 0;

function Progress({ job }: { job: PushJob }) {
  const { t } = useTranslation("admin");
  const { count, percent } = useUnits();
  const share = job.state === "done" && job.queued === 0 ? 1 : progressOf(job);
  const finished = job.sent + job.gone + job.failed;
  return (
    <Box sx={{ my: 2 }}>
      <Box sx={{ display: "flex", justifyContent: "space-between", mb: 0.75 }}>
        <Typography variant="body2">
          {t("jobs.progress", { finished: count(finished), queued: count(job.queued) })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {percent(share)}
        </Typography>
      </Box>
      <LinearProgress
        variant="determinate"
        value={share * 100}
        aria-label={t("jobs.progressOf", { title: job.title })}
        sx={{ height: 8, borderRadius: 999, bgcolor: "background.wash" }}
      />
    </Box>
  );
}

/** A daily call or a message to everyone: when it was due, and what became of it. */
export function JobCard({ job }: { job: PushJob }) {
  const { t, i18n } = useTranslation("admin");
  const { count, milliseconds } = useUnits();
  const [State, Kind] = [states[job.state], kinds[job.kind]];
  const id = `job-${job.jobId}`;
  const late = (value: number) => (job.sent > 0 ? milliseconds(value) : "–");
  return (
    <Surface as="article" aria-labelledby={id}>
      <Box sx={{ display: "flex", alignItems: "flex-start", flexWrap: "wrap", gap: 1.5 }}>
        <Box sx={{ flex: "1 1 14rem", minWidth: 0 }}>
          <Typography
            variant="overline"
            color="textSecondary"
            component="p"
            sx={{ display: "flex", alignItems: "center", gap: 0.75, mb: 0.5 }}
          >
            <Kind size={15} aria-hidden />
            {t(`jobs.kind.${job.kind}`)}
          </Typography>
          <Typography variant="h3" id={id}>
            {job.title}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t("jobs.due", { moment: momentInWords(job.timestamp, i18n.language) })}
          </Typography>
        </Box>
        <Chip
          size="small"
          variant="outlined"
          color={job.state === "done" ? "success" : "primary"}
          icon={<State size={16} aria-hidden />}
          label={t(`jobs.state.${job.state}`)}
        />
      </Box>
      <Progress job={job} />
      <Facts
        facts={[
          [t("jobs.sent"), count(job.sent)],
          [t("jobs.gone"), count(job.gone)],
          [t("jobs.throttled"), count(job.throttled)],
          [t("jobs.failed"), count(job.failed)],
          [t("jobs.p50"), late(job.latenessP50)],
          [t("jobs.p99"), late(job.latenessP99)],
        ]}
      />
      {job.services && job.services.length > 0 && (
        <ServicesTable services={job.services} title={job.title} />
      )}
    </Surface>
  );
}
