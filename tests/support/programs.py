"""Starting and stopping the server programs, each by its own process id."""

from __future__ import annotations

import contextlib
import random
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx

from support.waiting import Overdue, eventually

READY_WITHIN = 20.0
STOPPED_WITHIN = 20.0


class NotReady(AssertionError):
    """The program ended, or never became ready; the text has the end of its log."""


def free_port() -> int:
    """A port that nobody listens on, below the range from which the system serves clients."""
    for _ in range(100):
        port = random.randint(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port found")


class Program:
    """One server program: its address stays the same over restarts."""

    def __init__(
        self,
        path: Path,
        arguments: list[str],
        data: Path,
        log: Path,
        at_start: Callable[[], list[str]] = list,
        environment: dict[str, str] | None = None,
    ) -> None:
        """`at_start` gives the arguments that differ from start to start; without an `environment`
        it has that of the tests."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = [str(path), *arguments, "--listen", f"127.0.0.1:{self.port}", "--data", str(data)]
        self.log = log
        self.at_start = at_start
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Starts without waiting for readiness."""
        assert self.process is None, f"{self.command} runs already"
        with self.log.open("ab") as log:
            command = [*self.command, *self.at_start()]
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment
            )

    def start(self) -> None:
        self.launch()
        self.await_ready()

    def await_ready(self) -> None:
        try:
            eventually(self._ready, READY_WITHIN, f"{self.command} is ready")
        except Overdue as error:
            raise NotReady(f"{error}\n{self.last_lines()}") from None

    def _ready(self) -> bool:
        assert self.process
        if self.process.poll() is not None:
            code, self.process = self.process.returncode, None
            raise NotReady(f"{self.command} ended with {code}\n{self.last_lines()}")
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(self.url + "/readyz", timeout=5).status_code == 200
        return False

    def stop(self) -> int:
        """SIGTERM, and the exit code; 0 where it was not running."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        return self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(number)
        try:
            return process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"{self.command} did not stop\n{self.last_lines()}") from None

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def last_lines(self, count: int = 30) -> str:
        return "\n".join(self.log_text().splitlines()[-count:])
