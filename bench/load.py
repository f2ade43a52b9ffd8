"""The load of the benchmarks: random requests of a list, played by wrk on core 1."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import servers

ROOT = Path(__file__).resolve().parent.parent
Request = tuple[str, str, str, str]  # method, path, token, body


def play(port: int, requests: list[Request], seconds: int, connections: int, scratch: Path) -> dict:
    """Plays requests for a while; any answer above 399 is an error."""
    path = scratch / "requests.tsv"
    path.write_text("".join("\t".join(request) + "\n" for request in requests))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(ROOT / "bench/wrk/requests.lua"), f"http://127.0.0.1:{port}", "--", str(path)]
    output = subprocess.run(servers.pinned(1, command), capture_output=True, text=True, check=True).stdout
    result = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
    if result["status_errors"] or result["socket_errors"]:
        raise RuntimeError(
            f"{result['status_errors']} bad answers, {result['socket_errors']} lost: {requests[0][:2]}"
        )
    result["rate"] = result["requests"] / result["seconds"]
    return result
