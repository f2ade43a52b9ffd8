import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";

import type { PushJob } from "@/api/types";

import { DataTable } from "./DataTable";
import { useUnits } from "./useUnits";

interface ServicesTableProps {
  services: NonNullable<PushJob["services"]>;
  title: string;
}

/** What became of a job's messages at each push service. */
export function ServicesTable({ services, title }: ServicesTableProps) {
  const { t } = useTranslation("admin");
  const { count } = useUnits();
  const nameOf = (service: string) =>
    service === "other" ? t("jobs.otherService") : service.replace(/^https:\/\//, "");
  return (
    <Box
      component="details"
      sx={{
        mt: 2,
        "& summary": { cursor: "pointer", minHeight: 28, fontWeight: 600, fontSize: "0.9375rem" },
      }}
    >
      <summary>{t("jobs.services")}</summary>
      <DataTable
        caption={t("jobs.servicesOf", { title })}
        columns={[
          t("jobs.service"),
          t("jobs.sent"),
          t("jobs.gone"),
          t("jobs.throttled"),
          t("jobs.failed"),
        ]}
        rows={services.map((each) => [
          nameOf(each.service),
          count(each.sent),
          count(each.gone),
          count(each.throttled),
          count(each.failed),
        ])}
      />
    </Box>
  );
}
