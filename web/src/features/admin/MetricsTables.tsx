import { useTranslation } from "react-i18next";

import { Section } from "@/ui/Section";

import { DataTable } from "./DataTable";
import { Facts } from "./Facts";
import type { Figures } from "./figures";
import { busiest, quantile } from "./rates";
import { useUnits } from "./useUnits";

function Queues({ last }: { last: Figures }) {
  const { t } = useTranslation("admin");
  const { count, seconds } = useUnits();
  const dead = last.queues.reduce((all, each) => all + each.dead, 0);
  return (
    <Section
      title={t("metrics.queues")}
      about={dead > 0 ? t("metrics.queuesDead", { count: dead }) : t("metrics.queuesFine")}
    >
      <DataTable
        caption={t("metrics.queuesAre")}
        columns={[
          t("metrics.queue"),
          t("metrics.waiting"),
          t("metrics.inFlight"),
          t("metrics.dead"),
          t("metrics.oldest"),
        ]}
        rows={last.queues.map((each) => [
          each.name,
          count(each.waiting),
          count(each.inFlight),
          count(each.dead),
          each.oldest > 0 ? seconds(each.oldest) : "–",
        ])}
      />
    </Section>
  );
}

const outcomes = ["sent", "gone", "throttled", "refused", "too_large", "failed"] as const;

function Push({ last }: { last: Figures }) {
  const { t } = useTranslation("admin");
  const { count, seconds } = useUnits();
  const { push, lateness } = last;
  return (
    <Section title={t("metrics.push")} about={t("metrics.pushAbout")}>
      <Facts
        facts={[
          [t("metrics.pushQueued"), count(push.queued)],
          [t("metrics.pushWaiting"), count(push.waiting)],
          ...outcomes.map(
            (each) => [t(`metrics.outcome.${each}`), count(push.outcomes[each] ?? 0)] as const,
          ),
          [t("metrics.pushGivenUp"), count(push.givenUp)],
          [t("jobs.p50"), seconds(quantile(0.5, lateness))],
          [t("jobs.p99"), seconds(quantile(0.99, lateness))],
        ]}
      />
    </Section>
  );
}

/** What takes more than a line: queues, push, and the routes that are asked most. */
export function MetricsTables({ history }: { history: readonly Figures[] }) {
  const { t } = useTranslation("admin");
  const { count, seconds } = useUnits();
  const last = history.at(-1)!;
  const routes = busiest(history);
  return (
    <>
      {last.queues.length > 0 && <Queues last={last} />}
      <Push last={last} />
      {routes.length > 0 && (
        <Section title={t("metrics.routes")} about={t("metrics.routesAbout")}>
          <DataTable
            caption={t("metrics.routesAre")}
            columns={[t("metrics.route"), t("metrics.count"), "p50", "p99"]}
            rows={routes.map((each) => [
              each.route,
              count(each.count),
              seconds(each.p50),
              seconds(each.p99),
            ])}
          />
        </Section>
      )}
    </>
  );
}
