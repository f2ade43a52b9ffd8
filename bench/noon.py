"""Noon for many people at once: the daily call sent to a push service on the other core, over HTTP/2.

The push service is nghttpd, which takes everything and answers 200; what it gets is not looked at,
tests/system/test_push_many.py does that. Meanwhile somebody reads timelines.
"""

from __future__ import annotations

import contextlib
import datetime
import http.client
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import community
import servers
from record import Measure

ROOT = Path(__file__).resolve().parent.parent
FILL = ROOT / "build" / "bench" / "push_subscribers"
CONTACT = "https://www.iana.org"
# Nobody's noon has passed when the data are made, and most of the community still has that day.
NOON = "23:30"
BEFORE_NOON = "T23:29:58.000Z"
EVENING = "T23:20:00.000Z"
QUIET_SECONDS = 8
LONGEST = 120


@contextlib.contextmanager
def push_service(folder: Path, port: int) -> Iterator[Path]:
    """nghttpd on core 1; gives its certificate."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "push").touch()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        [*make, "-keyout", str(key), "-out", str(certificate), "-days", "2", *subject],
        check=True,
        capture_output=True,
    )
    command = ["nghttpd", "-a", "127.0.0.1", "-m", "512", "-d", str(documents)]
    process = subprocess.Popen(
        servers.pinned(1, [*command, str(port), str(key), str(certificate)]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield certificate
    finally:
        process.terminate()
        process.wait()


class Reader(threading.Thread):
    """Reads timelines, a hundred a second, and keeps how long each took."""

    def __init__(self, port: int, people: list[community.Person]) -> None:
        super().__init__()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._people = people
        self._over = threading.Event()
        self.times_ms: list[float] = []

    def run(self) -> None:
        number = 0
        while not self._over.wait(0.01):
            person = self._people[number % len(self._people)]
            number += 1
            began = time.monotonic()
            headers = {"Authorization": f"Bearer {person.token}"}
            self._connection.request("GET", "/posts/users/me/timeline?limit=100", headers=headers)
            response = self._connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"timeline: {response.status}")
            self.times_ms.append((time.monotonic() - began) * 1000)

    def finish(self) -> None:
        self._over.set()
        self.join()

    def p99(self) -> float:
        return sorted(self.times_ms)[len(self.times_ms) * 99 // 100]


@contextlib.contextmanager
def reading(port: int, people: list[community.Person]) -> Iterator[Reader]:
    reader = Reader(port, people)
    reader.start()
    try:
        yield reader
    finally:
        reader.finish()


def counter(port: int, line: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/metrics")
    for found in connection.getresponse().read().decode().splitlines():
        if found.startswith(line + " "):
            return float(found.rsplit(" ", 1)[1])
    return 0


def set_clock(port: int, moment: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "PUT", "/test/clock", json.dumps({"now": moment}), {"Content-Type": "application/json"}
    )
    if connection.getresponse().status != 200:
        raise RuntimeError("the clock cannot be set")


def seconds_of_noon(port: int, people: int) -> float:
    """From the moment of noon until everyone's message was accepted."""
    began = time.monotonic() + 2
    while time.monotonic() < began + LONGEST:
        sent = counter(port, 'dailygrind_webpush_requests_total{service="other",outcome="sent"}')
        if sent >= people:
            return time.monotonic() - began
        time.sleep(0.1)
    raise RuntimeError(f"{sent:,.0f} of {people:,} messages were sent in {LONGEST} s")


def lateness(data: Path, server: servers.Server, day: datetime.datetime) -> tuple[int, int]:
    nobody = "00000000-0000-7000-8000-000000000001"
    token = community.mint(data, server, nobody, ("admin",), day.timestamp())
    jobs, _ = community.get(server, "/push-notifications/jobs?limit=100", token)
    noon = max(jobs, key=lambda job: job["sent"])
    return noon["latenessP50"], noon["latenessP99"]


def day_of(data: Path) -> datetime.datetime:
    """The day whose posts the community has as today's."""
    made = datetime.datetime.fromtimestamp((data / "seeded").stat().st_mtime, datetime.UTC)
    return made.replace(hour=0, minute=0, second=0, microsecond=0)


def filled(scratch: Path, community_data: Path, people: int, port: int) -> Path:
    """A community and so many others with a browser each; made once for a port."""
    folder = scratch / f"noon-{people}"
    origin = f"https://127.0.0.1:{port}"
    if not (folder / "filled").exists() or (folder / "filled").read_text() != origin:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(community_data, folder)
        subprocess.run([str(FILL), str(folder), str(people), origin, NOON], check=True)
        (folder / "filled").write_text(origin)
    return folder


def measures(scratch: Path, community_data: Path, smoke: bool) -> Iterator[Measure]:
    people, port = (2_000, 19443) if smoke else (100_000, 19444)
    made = filled(scratch, community_data, people, port)
    day = day_of(community_data)
    data = scratch / "noon-now"
    with push_service(scratch / "noon-push", port) as certificate:
        options = ["--push-allow-private-addresses", "--push-ca-file", str(certificate)]
        options += ["--vapid-contact", CONTACT, "--test-hooks"]
        fresh_copy(made, data)
        with servers.dailygrind(data, *options) as server:
            set_clock(server.port, f"{day:%Y-%m-%d}{BEFORE_NOON}")
            seconds = seconds_of_noon(server.port, people)
            p50, p99 = lateness(data, server, day)
            memory = server.status("VmHWM") / 1024
        fresh_copy(made, data)
        with servers.dailygrind(data, *options) as server:
            set_clock(server.port, f"{day:%Y-%m-%d}{EVENING}")
            readers = community.everyone(data, server, day.timestamp())
            with reading(server.port, readers) as quiet:
                time.sleep(1 if smoke else QUIET_SECONDS)
            set_clock(server.port, f"{day:%Y-%m-%d}{BEFORE_NOON}")
            with reading(server.port, readers) as busy:
                seconds_of_noon(server.port, people)
    rate = people / seconds
    yield Measure(
        "noon, end to end",
        rate,
        "messages/s",
        ">= 6,000/s",
        rate >= 6000,
        f"{people:,} people, late by {p50 / 1000:.1f} s (p50) and {p99 / 1000:.1f} s (p99)",
    )
    yield Measure("memory, most during noon", memory, "MB", "< 60 MB", memory < 60)
    times = busy.p99() / quiet.p99()
    yield Measure(
        "timeline p99 during noon, times that of a quiet minute",
        times,
        "x",
        "<= 3",
        times <= 3,
        f"{busy.p99():.1f} ms and {quiet.p99():.1f} ms",
    )


def fresh_copy(made: Path, data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(made, data)
