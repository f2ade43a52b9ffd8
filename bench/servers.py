"""Starting, measuring and ending the servers of the benchmarks."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "build" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pinned(core: int, command: list[str]) -> list[str]:
    """The command bound to one core, where the machine has more than one."""
    return ["taskset", "-c", str(core), *command] if os.cpu_count() != 1 else command


def cpu_clock(pid: int) -> int:
    """What clock_getcpuclockid(3) gives: Python has it for threads alone."""
    return (~pid << 3) | 2


@dataclass
class Server:
    process: subprocess.Popen
    port: int
    ready_ms: float

    def status(self, name: str) -> int:
        """A figure of /proc/<pid>/status in KiB, such as VmRSS."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise KeyError(name)

    def proportional_mb(self) -> float:
        """Without the other programs' part of what they share with it, such as libraries."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(rollup.split("\nPss:")[1].split()[0]) / 1024

    def resident_mb(self) -> float:
        return self.status("VmRSS") / 1024

    def cpu_seconds(self) -> float:
        """Of all its threads, to the nanosecond: /proc/<pid>/stat counts hundredths."""
        return time.clock_gettime(cpu_clock(self.process.pid))


def wait_until_ready(process: subprocess.Popen, port: int, path: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.001)
    raise RuntimeError(f"{process.args} is not ready after 30 s")


@contextlib.contextmanager
def serving(command: list[str], port: int, path: str) -> Iterator[Server]:
    """Runs a server on core 0 and ends it, by its id, when the block is left."""
    began = time.monotonic()
    process = subprocess.Popen(pinned(0, command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(process, port, path)
        yield Server(process, port, (time.monotonic() - began) * 1000)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def dailygrind(data: Path, *options: str) -> Iterator[Server]:
    port = free_port()
    command = [str(PROGRAMS / "dailygrind"), "serve", "--listen", f"127.0.0.1:{port}"]
    command += ["--data", str(data), "--threads", "1", "--log-file", str(data / "bench.log")]
    command += options
    with serving(command, port, "/readyz") as server:
        yield server


@contextlib.contextmanager
def bare_beast() -> Iterator[Server]:
    port = free_port()
    with serving([str(ROOT / "build" / "bench" / "bare_beast_server"), str(port)], port, "/") as server:
        yield server
