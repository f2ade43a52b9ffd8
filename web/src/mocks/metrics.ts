/** Figures of a server, as Prometheus text, that grow each time somebody looks. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1];
/** The share of what is measured up to each bound. */
const shares = [0.2, 0.55, 0.8, 0.93, 0.98, 0.995, 1];

let scrapes = 0;

function histogram(name: string, labels: string, count: number): string[] {
  const line = (bound: string, share: number) =>
    `${name}_bucket{${labels},le="${bound}"} ${Math.round(count * share)}`;
  return [
    ...bounds.map((bound, index) => line(String(bound), shares[index]!)),
    line("+Inf", 1),
    `${name}_sum{${labels}} ${count * 0.003}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

const queue = (name: string, waiting: number, dead: number) => [
  `dailygrind_bus_events{queue="${name}",state="waiting"} ${waiting}`,
  `dailygrind_bus_events{queue="${name}",state="in_flight"} ${Math.min(waiting, 2)}`,
  `dailygrind_bus_events{queue="${name}",state="dead"} ${dead}`,
  `dailygrind_bus_oldest_seconds{queue="${name}"} ${waiting > 0 ? 1 : 0}`,
];

export function metricsText(): string {
  const turn = ++scrapes;
  const wave = Math.round(30 * Math.sin(turn / 3));
  const reads = 1000 + turn * 120 + wave;
  const writes = 200 + turn * 15;
  const requests = "dailygrind_http_requests_total";
  const durations = "dailygrind_http_request_duration_seconds";
  const timeline = 'method="GET",route="/posts/users/me/timeline"';
  const sharing = 'method="POST",route="/posts"';
  return [
    `# HELP ${requests} Requests answered.`,
    `# TYPE ${requests} counter`,
    `${requests}{${timeline},status="200"} ${reads}`,
    `${requests}{${sharing},status="201"} ${writes}`,
    `${requests}{${sharing},status="409"} ${turn}`,
    `${requests}{${sharing},status="500"} ${Math.floor(turn / 8)}`,
    ...histogram(durations, timeline, reads),
    ...histogram(durations, sharing, writes),
    ...histogram("dailygrind_event_loop_lag_seconds", 'loop="0"', turn * 50),
    ...histogram("dailygrind_push_lateness_seconds", 'service="googleapis.com"', 4200),
    "dailygrind_http_connections_open 42",
    ...queue("post-service-user-events", 0, 0),
    ...queue("push-service-events", turn % 5, 0),
    ...queue("user-service-identity-events", 0, 0),
    "dailygrind_push_queued_total 4270",
    "dailygrind_push_given_up_total 3",
    'dailygrind_webpush_requests_total{service="googleapis.com",outcome="sent"} 4200',
    'dailygrind_webpush_requests_total{service="googleapis.com",outcome="gone"} 67',
    'dailygrind_webpush_requests_total{service="mozilla.com",outcome="throttled"} 12',
    'dailygrind_webpush_requests_waiting{service="googleapis.com"} 0',
    `process_resident_memory_bytes ${52_428_800 + turn * 20_000}`,
    `process_cpu_seconds_total ${turn * 0.6 + wave / 40}`,
    `process_start_time_seconds ${1_764_000_000}`,
    "",
  ].join("\n");
}
