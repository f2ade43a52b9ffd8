import { useTranslation } from "react-i18next";

import type { Job, JobInput } from "@/api/types";
import { useDeleteJob, useSaveJob } from "@/data/profile";
import { stationOfJob } from "@/parts/Career";

import { FormField } from "./FormField";
import { type Edited, MyCareer } from "./MyCareer";
import { StationDialog } from "./StationDialog";

type Values = Required<Omit<JobInput, "jobId">>;

const valuesOf = (job?: Job): Values => ({
  jobTitle: job?.jobTitle ?? "",
  companyName: job?.companyName ?? "",
  startDate: job?.startDate ?? "",
  endDate: job?.endDate ?? "",
  location: job?.location ?? "",
  description: job?.description ?? "",
});

export function MyJobs({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation("me");
  const { mutateAsync: save } = useSaveJob();
  const { mutateAsync: remove } = useDeleteJob();
  const dialog = ({ id, isNew }: Edited, open: boolean, close: () => void) => (
    <StationDialog<Values>
      title={t(isNew ? "job.add" : "job.edit")}
      open={open}
      onClose={close}
      values={valuesOf(jobs.find((job) => job.jobId === id))}
      save={(input) => save({ id, isNew, input })}
      fields={(control) => (
        <>
          <FormField
            control={control}
            name="jobTitle"
            label={t("job.title")}
            most={200}
            required
            // It is what one came to write.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
          <FormField
            control={control}
            name="companyName"
            label={t("job.company")}
            most={200}
            required
          />
        </>
      )}
    />
  );
  return (
    <MyCareer
      title={t("job.heading")}
      empty={t("job.empty")}
      add={t("job.add")}
      stations={jobs.map(stationOfJob)}
      dialog={dialog}
      remove={remove}
    />
  );
}
