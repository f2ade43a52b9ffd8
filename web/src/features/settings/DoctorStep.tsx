import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";

import type { Subscription } from "@/api/types";
import { useSubscribe } from "@/data/devices";
import { PushRefusal } from "@/data/subscriptions";
import { agoInWords } from "@/time/words";
import { useNow } from "@/time/useNow";
import { ErrorNote } from "@/ui/ErrorNote";
import { StepRow } from "@/ui/StepRow";

import { thisBrowser } from "./browser";
import type { Step } from "./doctor";

/** Subscribes, or ends that; says what the browser or the server had against it. */
function Act({ label, on = true }: { label: string; on?: boolean }) {
  const { t } = useTranslation("settings");
  const { mutate, isPending, error } = useSubscribe();
  return (
    <div>
      <Button
        variant={on ? "contained" : "outlined"}
        disabled={isPending}
        onClick={() => mutate(on)}
      >
        {label}
      </Button>
      {error instanceof PushRefusal ? (
        <Typography role="alert" variant="body2" color="error" sx={{ mt: 1 }}>
          {t(`push.refusal.${error.reason}`)}
        </Typography>
      ) : (
        <ErrorNote error={error} />
      )}
    </div>
  );
}

/** What the server knows of this device: when it was renewed, and how the last test went. */
function Known({ known }: { known: Subscription | undefined }) {
  const { t, i18n } = useTranslation("settings");
  const now = useNow(30_000);
  if (!known) return null;
  const { lastTest } = known;
  const ago = (timestamp: string) => agoInWords(timestamp, i18n.language, now);
  return (
    <p style={{ margin: 0 }}>
      {t("push.renewed", { ago: ago(known.timestamp) })}{" "}
      {lastTest
        ? t("push.lastTest", {
            ago: ago(lastTest.timestamp),
            outcome: t(`push.outcome.${lastTest.outcome}`, { status: lastTest.status }),
          })
        : t("push.neverTested")}
    </p>
  );
}

/** What a step's reason means, and what comes next; nothing where all is in order. */
function Advice({ step, known }: { step: Step; known: Subscription | undefined }) {
  const { t } = useTranslation("settings");
  const browser = thisBrowser();
  switch (`${step.id}.${step.reason}`) {
    case "secure.insecure":
      return <p style={{ margin: 0 }}>{t("push.insecure")}</p>;
    case "support.home-screen":
      return (
        <>
          <p style={{ margin: 0 }}>{t("push.homeScreen")}</p>
          <ol style={{ margin: 0, paddingInlineStart: "1.25em" }}>
            <li>{t("push.homeScreenShare")}</li>
            <li>{t("push.homeScreenAdd")}</li>
            <li>{t("push.homeScreenOpen")}</li>
          </ol>
        </>
      );
    case "support.unsupported":
      return <p style={{ margin: 0 }}>{t("push.unsupported")}</p>;
    case "permission.default":
      return (
        <>
          <p style={{ margin: 0 }}>{t("push.default")}</p>
          <Act label={t("push.allow")} />
        </>
      );
    case "permission.denied":
      return (
        <>
          <p style={{ margin: 0 }}>{t("push.denied")}</p>
          <p style={{ margin: 0 }}>{t(`push.undo.${browser}`)}</p>
        </>
      );
    case "subscription.none":
      return <Act label={t("push.subscribe")} />;
    case "subscription.oldKey":
      return (
        <>
          <p style={{ margin: 0 }}>{t("push.oldKey")}</p>
          <Act label={t("push.renew")} />
        </>
      );
    case "subscription.good":
      return <Act label={t("push.unsubscribe")} on={false} />;
    case "server.unknown":
      return (
        <>
          <p style={{ margin: 0 }}>{t("push.unknown")}</p>
          <Act label={t("push.register")} />
        </>
      );
    case "server.good":
      return <Known known={known} />;
    default:
      return null;
  }
}

export function DoctorStep({ step, known }: { step: Step; known: Subscription | undefined }) {
  const { t } = useTranslation("settings");
  return (
    <StepRow
      state={step.state}
      title={t(`push.step.${step.id}`)}
      status={t(`push.state.${step.state}`)}
    >
      <Advice step={step} known={known} />
    </StepRow>
  );
}
