import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { devicesQuery, renewDevices, thisDeviceQuery } from "@/data/devices";
import { ErrorNote } from "@/ui/ErrorNote";
import { Section } from "@/ui/Section";

import { DoctorStep } from "./DoctorStep";
import { TestStep } from "./TestStep";
import { diagnose } from "./doctor";

/** Looks again when the permission changes outside of the app. */
function useWatchPermission(): void {
  const client = useQueryClient();
  useEffect(() => {
    let status: PermissionStatus | undefined;
    const look = () => void renewDevices(client);
    const asked = navigator.permissions?.query({ name: "notifications" });
    asked?.then(
      (found) => {
        status = found;
        found.addEventListener("change", look);
      },
      () => undefined, // a browser without: focus is enough
    );
    return () => status?.removeEventListener("change", look);
  }, [client]);
}

const list = {
  listStyle: "none",
  m: 0,
  p: 0,
  "& > li + li": { borderTop: 1, borderColor: "divider" },
} as const;

/** Checks, step by step, whether notifications reach this device, and helps where they do not. */
export function PushDoctor() {
  const { t } = useTranslation("settings");
  const device = useQuery(thisDeviceQuery);
  const devices = useQuery(devicesQuery);
  useWatchPermission();
  const content = () => {
    if (device.error) {
      return <ErrorNote error={device.error} retry={() => void device.refetch()} />;
    }
    if (!device.data) return <Skeleton variant="rounded" height={420} />;
    const steps = diagnose(device.data, devices.data);
    const ready = steps.every((step) => step.state === "good");
    const missing = steps.find((step) => step.state !== "good");
    const summary = () => {
      if (ready) return t("push.summary.good");
      if (missing?.state === "checking") return t("push.summary.checking");
      return missing?.state === "ask" ? t("push.summary.ask") : t("push.summary.stuck");
    };
    const known = devices.data?.find((each) => each.endpoint === device.data.endpoint);
    return (
      <>
        <Typography role="status" sx={{ fontWeight: 600, mb: 1 }}>
          {summary()}
        </Typography>
        {devices.error && <ErrorNote error={devices.error} retry={() => void devices.refetch()} />}
        <Box component="ol" sx={list}>
          {steps.map((step) => (
            <DoctorStep key={step.id} step={step} known={known} />
          ))}
          <TestStep ready={ready} endpoint={device.data.endpoint} />
        </Box>
      </>
    );
  };
  return (
    <Section title={t("push.title")} about={t("push.about")}>
      {content()}
    </Section>
  );
}
