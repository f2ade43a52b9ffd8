import { useTranslation } from "react-i18next";

import { FigureCard } from "./FigureCard";
import type { Buckets, Figures } from "./figures";
import { aMinuteAgo, growthOf, grownBuckets, quantile, ratesOf } from "./rates";
import { useUnits } from "./useUnits";

const most = (values: readonly number[]) => Math.max(0, ...values);

/** The figures at the top: load, failures, delay, and what the process uses. */
export function Overview({ history }: { history: readonly Figures[] }) {
  const { t } = useTranslation("admin");
  const units = useUnits();
  const last = history.at(-1)!;
  const before = aMinuteAgo(history);
  const inMinute = (pick: (figures: Figures) => Buckets) =>
    before && before !== last ? grownBuckets(pick(before), pick(last)) : new Map<number, number>();
  const between = (share: number, pick: (figures: Figures) => Buckets) =>
    history
      .slice(1)
      .map(
        (after, index) => quantile(share, grownBuckets(pick(history[index]!), pick(after))) ?? 0,
      );
  const rates = ratesOf(history, (each) => each.requests);
  const errorRates = ratesOf(history, (each) => each.errors);
  const processor = ratesOf(history, (each) => each.cpu);
  const memory = history.map((each) => each.memory);
  const [latency, lag] = [inMinute((each) => each.latency), inMinute((each) => each.lag)];
  const latencies = between(0.99, (each) => each.latency);
  const lags = between(0.99, (each) => each.lag);
  const measured = (values: readonly number[]) => values.length > 0;
  return (
    <>
      <FigureCard
        title={t("metrics.requests")}
        value={measured(rates) ? units.rate(rates.at(-1)!) : "–"}
        line={{ values: rates, label: t("metrics.lineMost", { most: units.rate(most(rates)) }) }}
        note={t("metrics.requestsNote", {
          all: units.count(growthOf(history, (each) => each.requests)),
          open: units.count(last.connections),
        })}
      />
      <FigureCard
        title={t("metrics.errors")}
        value={units.count(growthOf(history, (each) => each.errors))}
        line={{
          values: errorRates,
          label: t("metrics.lineMost", { most: units.rate(most(errorRates)) }),
        }}
        note={t("metrics.errorsNote", {
          refused: units.count(growthOf(history, (each) => each.refused)),
        })}
      />
      <FigureCard
        title={t("metrics.latency")}
        value={units.seconds(quantile(0.99, latency))}
        line={{
          values: latencies,
          label: t("metrics.lineMost", { most: units.seconds(most(latencies)) }),
        }}
        note={t("metrics.latencyNote", { p50: units.seconds(quantile(0.5, latency)) })}
      />
      <FigureCard
        title={t("metrics.lag")}
        value={units.seconds(quantile(0.99, lag))}
        line={{ values: lags, label: t("metrics.lineMost", { most: units.seconds(most(lags)) }) }}
        note={t("metrics.lagNote")}
      />
      <FigureCard
        title={t("metrics.memory")}
        value={units.megabytes(last.memory)}
        line={{
          values: memory,
          label: t("metrics.lineMost", { most: units.megabytes(most(memory)) }),
        }}
        note={t("metrics.memoryNote")}
      />
      <FigureCard
        title={t("metrics.processor")}
        value={measured(processor) ? units.percent(processor.at(-1)!) : "–"}
        line={{
          values: processor,
          label: t("metrics.lineMost", { most: units.percent(most(processor)) }),
        }}
        note={t("metrics.processorNote")}
      />
    </>
  );
}
