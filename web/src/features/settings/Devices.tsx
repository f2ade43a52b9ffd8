import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { MonitorSmartphone, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Subscription } from "@/api/types";
import { devicesQuery, thisDeviceQuery, useRemoveDevice } from "@/data/devices";
import { useNow } from "@/time/useNow";
import { agoInWords } from "@/time/words";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Section } from "@/ui/Section";
import { useProblemText } from "@/ui/problemText";
import { useToast } from "@/ui/toasts";

import { hostOf, vendorOf } from "./browser";

function Device({ device }: { device: Subscription }) {
  const { t, i18n } = useTranslation("settings");
  const toast = useToast();
  const problemText = useProblemText();
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useRemoveDevice();
  const name = t(`devices.vendor.${vendorOf(device.endpoint)}`, { host: hostOf(device.endpoint) });
  const remove = () =>
    mutate(device.subscriptionId, {
      onError: (error) => {
        setAsking(false);
        toast(problemText(error));
      },
    });
  const { lastTest } = device;
  return (
    <Box component="li" sx={{ display: "flex", alignItems: "center", gap: 1.75, py: 1 }}>
      <MonitorSmartphone size={22} aria-hidden style={{ flexShrink: 0 }} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
        <Typography variant="body2" color="textSecondary">
          {t("push.renewed", { ago: agoInWords(device.timestamp, i18n.language, now) })}
          {lastTest &&
            ` ${t("push.lastTest", {
              ago: agoInWords(lastTest.timestamp, i18n.language, now),
              outcome: t(`push.outcome.${lastTest.outcome}`, { status: lastTest.status }),
            })}`}
        </Typography>
      </Box>
      <IconButton
        aria-label={t("devices.remove", { name })}
        onClick={() => setAsking(true)}
        sx={{ mr: -1.25 }}
      >
        <Trash2 size={19} aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={asking}
        title={t("devices.removeTitle")}
        confirm={t("devices.removeConfirm")}
        busy={isPending}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t("devices.removeAbout", { name })}
      </ConfirmDialog>
    </Box>
  );
}

/** My other devices that are notified. */
export function Devices() {
  const { t } = useTranslation("settings");
  const here = useQuery(thisDeviceQuery);
  const { data } = useQuery(devicesQuery);
  const others = data?.filter((each) => each.endpoint !== here.data?.endpoint) ?? [];
  if (!here.data || others.length === 0) return null;
  return (
    <Section title={t("devices.title")} about={t("devices.about")}>
      <Box
        component="ul"
        aria-label={t("devices.title")}
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          "& > li + li": { borderTop: 1, borderColor: "divider" },
        }}
      >
        {others.map((device) => (
          <Device key={device.subscriptionId} device={device} />
        ))}
      </Box>
    </Section>
  );
}
