#!/usr/bin/env python3
"""How large the Lambda functions' archives are and how fast they start, against the limits of 15 MB and
50 ms: from the start of the process until it asks for its first invocation, and until it has answered
that. Each start is that of a new process from an unpacked archive; a Runtime API of our own plays Lambda.

    bench/lambda_start.py [--architecture arm64] [--starts 40]

The exit code is about the sizes: on a machine that is busy, times say little but the processor's.
arm64 archives run under qemu-aarch64-static: their times say that they work, not how fast they are.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parent.parent
FUNCTION = "user_confirmation"
FUNCTIONS = (FUNCTION, "schedule_notification", "push_notification")
MOST_BYTES = 15_000_000
MOST_MS = 50.0
EVENT = {
    "version": "1",
    "triggerSource": "PreSignUp_SignUp",
    "userName": "ada",
    "request": {"userAttributes": {"email": "ada@example.org"}},
    "response": {},
}


@dataclass
class Seen:
    """What one process did."""

    asked: float = 0.0
    answered: float = 0.0
    answer: bytes = b""
    done: threading.Event = field(default_factory=threading.Event)


class Runtime(BaseHTTPRequestHandler):
    """Lambda's side, for one invocation of each process: their addresses differ by a number."""

    protocol_version = "HTTP/1.1"
    processes: ClassVar[list[Seen]] = []

    @property
    def seen(self) -> Seen:
        return Runtime.processes[int(self.path.split("/")[1])]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.seen.asked:
            threading.Event().wait()  # nothing more comes
        self.seen.asked = time.monotonic()
        body = json.dumps(EVENT).encode()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "1")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 30) * 1000)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.seen.answer = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.answered = time.monotonic()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.seen.done.set()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A process that was ended."""


def start(command: list[str], port: int) -> tuple[float, float, float]:
    """Milliseconds until the first question and until the answer, and of processor time."""
    seen = Seen()
    Runtime.processes.append(seen)
    address = f"127.0.0.1:{port}/{len(Runtime.processes) - 1}"
    environment = {"AWS_LAMBDA_RUNTIME_API": address, "AWS_REGION": "us-east-1"}
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    answered = seen.done.wait(30)
    process.kill()
    assert process.stdout
    log = process.stdout.read().decode(errors="replace")
    usage = os.wait4(process.pid, 0)[2]
    if not answered:
        sys.exit(f"no answer; its log:\n{log}")
    if json.loads(seen.answer)["response"].get("autoConfirmUser") is not True:
        sys.exit(f"a wrong answer: {seen.answer!r}")
    return (
        (seen.asked - began) * 1000,
        (seen.answered - began) * 1000,
        (usage.ru_utime + usage.ru_stime) * 1000,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--architecture", choices=["x86_64", "arm64"], default="x86_64")
    parser.add_argument("--starts", type=int, default=40)
    options = parser.parse_args()
    archives = ROOT / "build/lambdas" / options.architecture
    good = True
    for name in FUNCTIONS:
        if not (archives / f"{name}.zip").exists():
            sys.exit(f"{archives} has no {name}.zip: tools/package_lambdas.py makes it")
        size = (archives / f"{name}.zip").stat().st_size
        good = good and size < MOST_BYTES
        print(f"{name:24} {size / 1e6:6.1f} MB  of {MOST_BYTES / 1e6:.0f}")
    server = Server(("127.0.0.1", 0), Runtime)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archives / f"{FUNCTION}.zip") as archive:
            archive.extractall(folder)
        for path in Path(folder).rglob("*"):
            path.chmod(0o755)
        command = [f"{folder}/bootstrap"]
        if options.architecture == "arm64":
            # The launcher would start the foreign loader, which needs the emulation, too.
            lib = f"{folder}/lib"
            command = ["qemu-aarch64-static", f"{lib}/ld.so", "--inhibit-cache", "--library-path", lib]
            command.append(f"{folder}/function")
        times = [start(command, server.server_port) for _ in range(options.starts)]
    asked, answered, processor = (sorted(each) for each in zip(*times, strict=True))
    named = (("until it asks", asked), ("until it has answered", answered), ("processor time", processor))
    for name, each in named:
        p90 = each[len(each) * 9 // 10]
        print(f"{name:24} {statistics.median(each):6.1f} ms  p90 {p90:.1f} ms, of {MOST_MS:.0f}")
    os._exit(0 if good else 1)


if __name__ == "__main__":
    main()
