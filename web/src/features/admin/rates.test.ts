import { parseMetrics } from "@/data/metrics";
import { metricsText } from "@/mocks/metrics";

import { type Figures, figuresOf } from "./figures";
import { aMinuteAgo, busiest, grown, grownBuckets, growthOf, quantile, ratesOf } from "./rates";

const figures = (text: string, at = 0): Figures => figuresOf(parseMetrics(text), at);

const buckets = (...pairs: [number, number][]) => new Map(pairs);

describe("figuresOf", () => {
  it("reads what the server exports", () => {
    const read = figures(metricsText());
    expect(read.requests).toBeGreaterThan(1000);
    expect(read.connections).toBe(42);
    expect(read.startedAt).toBe(1_764_000_000_000);
    expect(read.queues.map((each) => each.name)).toEqual([
      "post-service-user-events",
      "push-service-events",
      "user-service-identity-events",
    ]);
    expect(read.push).toMatchObject({ queued: 4270, givenUp: 3, outcomes: { sent: 4200 } });
    expect([...read.routes.keys()]).toEqual(["GET /posts/users/me/timeline", "POST /posts"]);
  });

  it("tells errors from refusals, and sums over routes and loops", () => {
    const read = figures(
      [
        'dailygrind_http_requests_total{route="/a",status="200"} 5',
        'dailygrind_http_requests_total{route="/a",status="404"} 2',
        'dailygrind_http_requests_total{route="/b",status="503"} 1',
        'dailygrind_event_loop_lag_seconds_bucket{loop="0",le="0.1"} 3',
        'dailygrind_event_loop_lag_seconds_bucket{loop="1",le="0.1"} 4',
        'dailygrind_event_loop_lag_seconds_bucket{loop="0",le="+Inf"} 3',
        'dailygrind_event_loop_lag_seconds_bucket{loop="1",le="+Inf"} 5',
        'dailygrind_bus_events{queue="q",state="dead"} 2',
        'dailygrind_bus_events{queue="q",state="waiting"} 7',
      ].join("\n"),
    );
    expect(read).toMatchObject({ requests: 8, refused: 2, errors: 1 });
    expect(read.lag).toEqual(buckets([0.1, 7], [Infinity, 8]));
    expect(read.queues).toEqual([{ name: "q", waiting: 7, inFlight: 0, dead: 2, oldest: 0 }]);
  });

  it("is nought where nothing is exported", () => {
    expect(figures("")).toMatchObject({ requests: 0, memory: 0, queues: [] });
  });
});

describe("quantile", () => {
  const some = buckets([0.1, 50], [0.2, 90], [0.4, 100], [Infinity, 100]);

  it("is estimated within its bucket", () => {
    expect(quantile(0.25, some)).toBeCloseTo(0.05);
    expect(quantile(0.5, some)).toBeCloseTo(0.1);
    expect(quantile(0.7, some)).toBeCloseTo(0.15);
    expect(quantile(0.99, some)).toBeCloseTo(0.38);
  });

  it("is the last bound where more is not known, and nothing where nothing was counted", () => {
    expect(quantile(0.99, buckets([0.1, 1], [Infinity, 10]))).toBe(0.1);
    expect(quantile(0.5, buckets([0.1, 0], [Infinity, 0]))).toBeUndefined();
    expect(quantile(0.5, new Map())).toBeUndefined();
  });
});

describe("differences", () => {
  const at = (seconds: number, requests: number) =>
    figures(`dailygrind_http_requests_total{status="200"} ${requests}`, seconds * 1000);

  it("begin anew where a counter fell", () => {
    expect(grown(10, 15)).toBe(5);
    expect(grown(10, 3)).toBe(3);
    expect(grownBuckets(buckets([1, 2], [Infinity, 4]), buckets([1, 3], [Infinity, 9]))).toEqual(
      buckets([1, 1], [Infinity, 5]),
    );
    const restarted = buckets([1, 1], [Infinity, 1]);
    expect(grownBuckets(buckets([1, 2], [Infinity, 4]), restarted)).toBe(restarted);
    expect(grownBuckets(undefined, restarted)).toBe(restarted);
  });

  it("are rates by the time between two scrapes", () => {
    const history = [at(0, 100), at(5, 150), at(15, 160), at(15, 160), at(20, 5)];
    expect(ratesOf(history, (each) => each.requests)).toEqual([10, 1, 0, 1]);
    expect(growthOf(history, (each) => each.requests)).toBe(65);
    expect(growthOf([], (each) => each.requests)).toBe(0);
  });

  it("know where the last minute begins", () => {
    const history = [at(0, 1), at(30, 2), at(70, 3), at(95, 4)];
    expect(aMinuteAgo(history)).toBe(history[2]);
    expect(aMinuteAgo([])).toBeUndefined();
  });
});

it("names the busiest routes since the first scrape", () => {
  const of = (route: string, count: number) =>
    ["0.1", "+Inf"].map(
      (le) =>
        `dailygrind_http_request_duration_seconds_bucket{method="GET",route="${route}",le="${le}"} ${count}`,
    );
  const first = figures([...of("/a", 10), ...of("/b", 1)].join("\n"));
  const last = figures([...of("/a", 12), ...of("/b", 9), ...of("/c", 0)].join("\n"));
  expect(busiest([first, last])).toEqual([
    { route: "GET /b", count: 8, p50: 0.05, p99: expect.closeTo(0.099) as number },
    { route: "GET /a", count: 2, p50: 0.05, p99: expect.closeTo(0.099) as number },
  ]);
  expect(busiest([])).toEqual([]);
});
