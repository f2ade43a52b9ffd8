#!/usr/bin/env python3
"""Measures DailyGrind on one core against its limits, and prints a table.

The server runs on core 0 with one thread, the load (wrk) on core 1, all on loopback. A bare Beast
server is measured in the same run as the limit. Results go to bench/results/ as JSON and as a plot.

    bench/run.py                 everything, about five minutes (the first run makes a million posts)
    bench/run.py --only timeline
    bench/run.py --only webpush --peers    beside other libraries, which it installs into build/bench-peers/
    bench/run.py --smoke         every measure for a moment, on a small community, nothing written
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import community
import load
import noon
import record
import servers
import webpush

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "tests" / "data" / "socfb-Reed98.edges"


class Bench:
    """One run: a scratch folder, the seeded data, and the measures taken so far."""

    def __init__(self, smoke: bool, scratch: Path) -> None:
        self.smoke = smoke
        self.seconds = 1 if smoke else 8
        self.scratch = scratch
        self.measures: list[record.Measure] = []
        self.people: list[community.Person] = []

    def data(self, days: int) -> Path:
        folder = self.scratch / f"days-{days}"
        community.seed(folder, None if self.smoke else GRAPH, 80, days)
        return folder

    def add(self, name: str, value: float, unit: str, target: str, ok: bool, detail: str = "") -> None:
        self.take(record.Measure(name, value, unit, target, ok, detail))

    def take(self, m: record.Measure) -> None:
        self.measures.append(m)
        record.show(m)

    def load(self, port: int, requests: list[tuple[str, str, str, str]], connections: int = 32) -> dict:
        return load.play(port, requests, self.seconds, connections, self.scratch)


def latency(result: dict) -> str:
    return f"p50 {result['p50_ms']:.2f} ms, p99 {result['p99_ms']:.2f} ms"


def read_post(bench: Bench, server: servers.Server, limit: float) -> None:
    requests = [("GET", f"/posts/{p.post_id}", p.token, "") for p in bench.people if p.post_id]
    result = bench.load(server.port, requests)
    share = result["rate"] / limit * 100
    bench.add(
        "read one post, % of bare Beast",
        share,
        "%",
        ">= 45 %",
        share >= 45,
        f"{result['rate']:,.0f}/s, {latency(result)}",
    )


def timeline_requests(bench: Bench) -> list[tuple[str, str, str, str]]:
    return [("GET", "/posts/users/me/timeline?limit=100", p.token, "") for p in bench.people]


def timeline(bench: Bench, server: servers.Server, limit: float) -> None:
    result = bench.load(server.port, timeline_requests(bench))
    ok = result["rate"] >= 4000 and result["p99_ms"] < 20
    bench.add(
        "timeline",
        result["rate"],
        "requests/s",
        ">= 4,000/s, p99 < 20 ms",
        ok,
        f"{latency(result)}, {result['bytes'] / result['requests'] / 1000:.1f} kB each, {result['rate'] / limit * 100:.1f} % of bare Beast",
    )


def friends_of(bench: Bench, server: servers.Server, person: community.Person) -> list[str]:
    listed, _ = community.get(server, "/users/me/friends?limit=100", person.token)
    return [friend["userId"] for friend in listed]


def write_requests(bench: Bench, server: servers.Server, people: int) -> list[tuple[str, str, str, str]]:
    """Comments and likes of friends' posts of today, half and half."""
    posts = {p.user_id: p.post_id for p in bench.people}
    requests = []
    for person in random.Random(1).sample(bench.people, min(people, len(bench.people))):
        for friend in friends_of(bench, server, person):
            if not posts.get(friend):
                continue
            path = f"/posts/{posts[friend]}"
            requests.append(
                ("POST", path + "/comments", person.token, '{"content":"Worth knowing, thank you."}')
            )
            requests.append(("POST", path + "/likes", person.token, ""))
            requests.append(("DELETE", path + "/likes", person.token, ""))
            requests.append(
                ("POST", path + "/comments", person.token, '{"content":"Where can one read more about it?"}')
            )
    return requests


def mix(bench: Bench, server: servers.Server, limit: float) -> None:
    draw = random.Random(2)
    writes = write_requests(bench, server, 60)
    requests = []
    for person in bench.people:
        friends = friends_of(bench, server, person)
        if not friends:
            continue
        requests += [("GET", "/posts/users/me/timeline?limit=100", person.token, "")] * 6
        requests += [
            ("GET", f"/posts/users/{draw.choice(friends)}/posts?limit=10", person.token, "") for _ in range(3)
        ]
        requests.append(draw.choice(writes))
    result = bench.load(server.port, requests)
    bench.add(
        "mix 60 % timeline, 30 % a person's posts, 10 % writes",
        result["rate"],
        "requests/s",
        ">= 4,000/s",
        result["rate"] >= 4000,
        latency(result),
    )


def durable_writes(bench: Bench, server: servers.Server, limit: float) -> None:
    result = bench.load(server.port, write_requests(bench, server, 400), connections=64)
    bench.add(
        "durable writes, 64 connections",
        result["rate"],
        "requests/s",
        ">= 8,000/s",
        result["rate"] >= 8000,
        latency(result),
    )


MEASURES: dict[str, Callable[[Bench, servers.Server, float], None]] = {
    "read": read_post,
    "timeline": timeline,
    "mix": mix,
    "writes": durable_writes,
}


def bare_limit(bench: Bench) -> float:
    with servers.bare_beast() as server:
        rate = bench.load(server.port, [("GET", "/", "x" * 600, "")])["rate"]
    bench.add("limit: bare Beast server", rate, "requests/s", "-", True)
    return rate


def start_and_memory(bench: Bench, empty: bool) -> None:
    folder = Path(tempfile.mkdtemp(dir=bench.scratch)) if empty else bench.data(2)
    what = "an empty folder" if empty else "a folder with the community"
    with servers.dailygrind(folder) as first:  # makes keys and tables
        del first
    times, memory = [], 0.0
    for _ in range(3 if bench.smoke else 9):
        with servers.dailygrind(folder) as server:
            times.append(server.ready_ms)
            memory = server.resident_mb()
    middle = sorted(times)[len(times) // 2]
    bench.add(f"ready after start, {what}", middle, "ms", "< 100 ms", middle < 100)
    if empty:
        bench.add("memory when idle", memory, "MB", "< 20 MB", memory < 20)


def first_start(bench: Bench) -> None:
    folder = Path(tempfile.mkdtemp(dir=bench.scratch))
    with servers.dailygrind(folder) as server:
        ready = server.ready_ms
    bench.add(
        "ready after the very first start", ready, "ms", "< 100 ms", ready < 100, "makes tables and keys"
    )


def growth(bench: Bench) -> None:
    """The same timeline with about a thousand and about a million posts in all."""
    rates = []
    for days in (1, 3 if bench.smoke else 1040):
        folder = bench.data(days)
        with servers.dailygrind(folder) as server:
            bench.people = community.everyone(folder, server)
            requests = timeline_requests(bench)
            bench.load(server.port, requests)  # warms both alike
            rates.append(bench.load(server.port, requests)["rate"])
            if days > 1:
                memory = server.resident_mb()
                bench.add("memory after load on a million posts", memory, "MB", "< 80 MB", memory < 80)
    change = (rates[1] / rates[0] - 1) * 100
    bench.add(
        "timeline, from 1,000 to 1,000,000 posts",
        change,
        "% rate",
        "within 10 %",
        abs(change) <= 10 or change > 0,
        f"{rates[0]:,.0f}/s and {rates[1]:,.0f}/s",
    )


def push_messages(bench: Bench, peers: bool) -> None:
    for found in webpush.measures(bench.smoke, peers, bench.scratch):
        bench.take(found)


def noons(bench: Bench) -> None:
    for found in noon.measures(bench.scratch, bench.data(2), bench.smoke):
        bench.take(found)


def measure_server(bench: Bench, only: list[str]) -> None:
    limit = bare_limit(bench)
    folder = bench.data(2)
    with servers.dailygrind(folder) as server:
        bench.people = community.everyone(folder, server)
        for name, take in MEASURES.items():
            if not only or name in only:
                take(bench, server, limit)
        if not only:
            memory = server.resident_mb()
            bench.add("memory after the load above", memory, "MB", "< 80 MB", memory < 80)
    if not only or "start" in only:
        first_start(bench)
        start_and_memory(bench, empty=True)
        start_and_memory(bench, empty=False)
    if not only or "growth" in only:
        growth(bench)


def measure(bench: Bench, only: list[str], peers: bool) -> None:
    if not only or set(only) - {"webpush", "noon"}:
        measure_server(bench, only)
    if not only or "noon" in only:
        noons(bench)
    if not only or "webpush" in only:
        push_messages(bench, peers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument(
        "--only", action="append", default=[], choices=[*MEASURES, "start", "growth", "noon", "webpush"]
    )
    parser.add_argument(
        "--peers", action="store_true", help="web push beside other libraries, installing them"
    )
    parser.add_argument(
        "--scratch",
        type=Path,
        default=ROOT / "build" / "bench-data",
        help="where the data are kept between runs",
    )
    options = parser.parse_args()
    scratch = options.scratch / ("smoke" if options.smoke else "reed98")
    scratch.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.smoke, scratch)
    measure(bench, options.only, options.peers)
    if not options.smoke and not options.only:
        record.write(bench.measures, "latest")
    record.sum_up(bench.measures)
    # How fast this machine is decides no test: a smoke run fails only where something broke.
    return 0


if __name__ == "__main__":
    sys.exit(main())
