/** Differences of two scrapes. A counter that fell began anew: the server was restarted. */
import type { Buckets, Figures } from "./figures";

export const grown = (before: number, after: number): number =>
  after >= before ? after - before : after;

/** What came into each bucket between two scrapes. */
export function grownBuckets(before: Buckets | undefined, after: Buckets): Buckets {
  const total = (buckets: Buckets) => buckets.get(Infinity) ?? 0;
  const restarted = !before || total(after) < total(before);
  if (restarted) return after;
  return new Map([...after].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

/**
 * The value below which that share lies, estimated within its bucket as Prometheus does; undefined
 * where nothing was counted.
 */
export function quantile(share: number, buckets: Buckets): number | undefined {
  const bounds = [...buckets.keys()].sort((one, other) => one - other);
  const total = buckets.get(Infinity) ?? 0;
  if (total <= 0) return undefined;
  const rank = share * total;
  let [lower, below] = [0, 0];
  for (const bound of bounds) {
    const count = buckets.get(bound) ?? 0;
    if (count >= rank) {
      // Beyond the last bound nothing is known but that.
      if (bound === Infinity) return lower;
      return lower + ((bound - lower) * (rank - below)) / Math.max(count - below, 1);
    }
    [lower, below] = [bound, count];
  }
  return lower;
}

type Pick = (figures: Figures) => number;

/** How much a counter grew in a second, between each two scrapes. */
export function ratesOf(history: readonly Figures[], pick: Pick): number[] {
  return history.slice(1).map((after, index) => {
    const before = history[index]!;
    const seconds = (after.at - before.at) / 1000;
    return seconds > 0 ? grown(pick(before), pick(after)) / seconds : 0;
  });
}

/** How much it grew from the first scrape to the last, over restarts. */
export const growthOf = (history: readonly Figures[], pick: Pick): number =>
  history
    .slice(1)
    .reduce((all, after, index) => all + grown(pick(history[index]!), pick(after)), 0);

const minute = 60_000;

/** The scrape from which the last minute is counted. */
export function aMinuteAgo(history: readonly Figures[]): Figures | undefined {
  const last = history.at(-1);
  return last && history.find((each) => last.at - each.at <= minute);
}

export interface RouteFigures {
  route: string;
  count: number;
  p50: number | undefined;
  p99: number | undefined;
}

/** The routes that were asked most since the first scrape. */
export function busiest(history: readonly Figures[], most = 8): RouteFigures[] {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return [];
  return [...last.routes]
    .map(([route, after]) => {
      const buckets = grownBuckets(first.routes.get(route), after);
      const count = buckets.get(Infinity) ?? 0;
      return { route, count, p50: quantile(0.5, buckets), p99: quantile(0.99, buckets) };
    })
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, most);
}
