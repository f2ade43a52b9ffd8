import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/ErrorNote";
import { StepRow } from "@/ui/StepRow";

import { useTest } from "./useTest";

interface TestStepProps {
  /** Whether every step before is in order. */
  ready: boolean;
  endpoint: string | undefined;
}

const states = {
  waiting: "checking",
  silent: "stuck",
  gone: "stuck",
  sent: "good",
  refused: "stuck",
  throttled: "stuck",
  failed: "stuck",
} as const;

/** The proof: a message all the way, and what the push service said to it. */
export function TestStep({ ready, endpoint }: TestStepProps) {
  const { t } = useTranslation("settings");
  const { start, error, news, status, arrived } = useTest(endpoint);
  const state = () => {
    if (arrived) return "good";
    if (news) return states[news];
    return ready ? "ask" : "later";
  };
  const words = () => {
    if (arrived) return t("push.test.arrived");
    return news ? t(`push.test.${news}`, { status }) : t("push.test.about");
  };
  return (
    <StepRow state={state()} title={t("push.step.test")} status={t(`push.state.${state()}`)}>
      <p style={{ margin: 0 }} role="status">
        {words()}
      </p>
      <ErrorNote error={error} />
      {ready && (
        <Button variant="outlined" onClick={start} disabled={news === "waiting"}>
          {news && news !== "waiting" ? t("push.test.again") : t("push.test.send")}
        </Button>
      )}
    </StepRow>
  );
}
