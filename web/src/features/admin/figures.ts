/** What the server's metrics say, in a few figures. */
import type { Sample, Samples } from "@/data/metrics";

/** Counts up to each bound, as Prometheus has them. */
export type Buckets = ReadonlyMap<number, number>;

/** A scrape, as far as it is shown. */
export interface Figures {
  at: number;
  requests: number;
  refused: number;
  errors: number;
  latency: Buckets;
  routes: ReadonlyMap<string, Buckets>;
  lag: Buckets;
  lateness: Buckets;
  memory: number;
  cpu: number;
  startedAt: number;
  connections: number;
  queues: Queue[];
  push: PushFigures;
}

export interface Queue {
  name: string;
  waiting: number;
  inFlight: number;
  dead: number;
  oldest: number;
}

export interface PushFigures {
  queued: number;
  givenUp: number;
  waiting: number;
  outcomes: Readonly<Record<string, number>>;
}

const sum = (samples: readonly Sample[]) => samples.reduce((all, each) => all + each.value, 0);

/** Sums samples by what `name` makes of their labels; those without a name are left out. */
function sumBy(
  samples: readonly Sample[],
  name: (labels: Sample["labels"]) => string | undefined,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) {
    const key = name(labels);
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + value);
  }
  return sums;
}

const bucketsOf = (samples: readonly Sample[]): Buckets =>
  new Map(
    [...sumBy(samples, (labels) => labels["le"])].map(([bound, count]) => [
      bound === "+Inf" ? Infinity : Number(bound),
      count,
    ]),
  );

function routesOf(samples: readonly Sample[]): Map<string, Buckets> {
  const own = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { method, route } = sample.labels;
    const name = `${method} ${route}`;
    const known = own.get(name);
    if (known) known.push(sample);
    else if (route) own.set(name, [sample]);
  }
  const routes = [...own].map(([name, each]) => [name, bucketsOf(each)] as const);
  return new Map(routes.filter(([, buckets]) => (buckets.get(Infinity) ?? 0) > 0));
}

function queuesOf(events: readonly Sample[], oldest: readonly Sample[]): Queue[] {
  const of = (state: string) =>
    sumBy(events, (labels) => (labels["state"] === state ? labels["queue"] : undefined));
  const [waiting, inFlight, dead] = [of("waiting"), of("in_flight"), of("dead")];
  const ages = sumBy(oldest, (labels) => labels["queue"]);
  return [...waiting.keys()].sort().map((name) => ({
    name,
    waiting: waiting.get(name) ?? 0,
    inFlight: inFlight.get(name) ?? 0,
    dead: dead.get(name) ?? 0,
    oldest: ages.get(name) ?? 0,
  }));
}

export function figuresOf(samples: Samples, at: number): Figures {
  const all = (name: string) => samples.get(name) ?? [];
  const requests = all("dailygrind_http_requests_total");
  const withStatus = (first: string) =>
    sum(requests.filter(({ labels }) => labels["status"]?.startsWith(first)));
  const durations = all("dailygrind_http_request_duration_seconds_bucket");
  return {
    at,
    requests: sum(requests),
    refused: withStatus("4"),
    errors: withStatus("5"),
    latency: bucketsOf(durations),
    routes: routesOf(durations),
    lag: bucketsOf(all("dailygrind_event_loop_lag_seconds_bucket")),
    lateness: bucketsOf(all("dailygrind_push_lateness_seconds_bucket")),
    memory: sum(all("process_resident_memory_bytes")),
    cpu: sum(all("process_cpu_seconds_total")),
    startedAt: sum(all("process_start_time_seconds")) * 1000,
    connections: sum(all("dailygrind_http_connections_open")),
    queues: queuesOf(all("dailygrind_bus_events"), all("dailygrind_bus_oldest_seconds")),
    push: {
      queued: sum(all("dailygrind_push_queued_total")),
      givenUp: sum(all("dailygrind_push_given_up_total")),
      waiting: sum(all("dailygrind_webpush_requests_waiting")),
      outcomes: Object.fromEntries(
        sumBy(all("dailygrind_webpush_requests_total"), (labels) => labels["outcome"]),
      ),
    },
  };
}
