"""Web push requests made on one core, ours and those of four libraries in the same run.

A peer is a program in webpush_peers/ that makes the whole request, headers and encrypted body, for a
thousand recipients. Peers are installed into build/bench-peers/ by their package managers.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import servers
from record import Measure

ROOT = Path(__file__).resolve().parent.parent
BENCHMARK = ROOT / "build" / "bench" / "webpush_benchmark"
SOURCES = ROOT / "bench" / "webpush_peers"
INSTALLED = ROOT / "build" / "bench-peers"
READY, PARSED = "ours, request ready", "ours, keys parsed each time"


@dataclass(frozen=True)
class Peer:
    language: str  # and the folder in webpush_peers/
    package: str
    pinned_in: str
    tools: tuple[str, ...]
    install: tuple[tuple[str, ...], ...]
    program: tuple[str, ...]

    @property
    def name(self) -> str:
        pins = (SOURCES / self.language / self.pinned_in).read_text()
        version = re.search(re.escape(self.package) + r"[^0-9]+([0-9.]+)", pins)
        return f"{self.package} {version[1] if version else '?'} ({self.language})"


PIP = ("venv/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
PEERS = (
    Peer("go", "webpush-go", "go.mod", ("go",), (("go", "build", "-o", "peer", "."),), ("./peer",)),
    Peer(
        "node",
        "web-push",
        "package.json",
        ("node", "npm"),
        (("npm", "ci", "--no-audit", "--no-fund", "--silent"),),
        ("node", "peer.mjs"),
    ),
    Peer(
        "python",
        "pywebpush",
        "requirements.in",
        (sys.executable,),
        ((sys.executable, "-m", "venv", "venv"), (*PIP, "-r", "requirements.txt")),
        ("venv/bin/python", "peer.py"),
    ),
    Peer(
        "rust",
        "web-push",
        "Cargo.toml",
        ("cargo",),
        (("cargo", "build", "--release", "--quiet"),),
        ("target/release/peer",),
    ),
)


def install(peer: Peer) -> str:
    """Makes the peer's program where it is missing or has changed; returns why that cannot be done."""
    missing = [tool for tool in peer.tools if not shutil.which(tool)]
    if missing:
        return "there is no " + ", ".join(missing)
    folder, stamp = INSTALLED / peer.language, INSTALLED / f"{peer.language}.installed"
    files = sorted(path for path in (SOURCES / peer.language).iterdir() if path.is_file())
    text = "".join(path.read_text() for path in files)
    if stamp.exists() and stamp.read_text() == text:
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copy(path, folder)
    caches = {"CARGO_HOME": "cargo", "GOPATH": "gopath", "XDG_CACHE_HOME": "cache", "npm_config_cache": "npm"}
    places = {name: str(INSTALLED / "downloads" / place) for name, place in caches.items()}
    environment = {**os.environ, **places, "GOFLAGS": "-modcacherw"}
    for command in peer.install:
        print(f"  {peer.name}: {' '.join(map(str, command))}", flush=True)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            return f"{command[0]} failed: {(done.stderr.strip() or 'silently').splitlines()[-1]}"
    stamp.write_text(text)
    return ""


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key_pair() -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64url(key.private_numbers().private_value.to_bytes(32, "big")), base64url(point)


def write_world(path: Path) -> None:
    """What all peers send, and to whom: the same as in webpush_benchmark.cpp."""
    private_key, public_key = key_pair()
    endpoint = "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91bH" + "x" * 130
    recipients = [{"p256dh": key_pair()[1], "auth": base64url(os.urandom(16))} for _ in range(1000)]
    world = {
        "subject": "ops@grind.social",
        "privateKey": private_key,
        "publicKey": public_key,
        "payload": "p" * 220,
        "subscriptions": [{"endpoint": endpoint, "keys": keys} for keys in recipients],
    }
    path.write_text(json.dumps(world))


def ours(seconds: float, scratch: Path) -> dict[str, float]:
    report = scratch / "webpush.json"
    command = [str(BENCHMARK), f"--benchmark_min_time={seconds}", "--benchmark_out_format=json"]
    command += [f"--benchmark_out={report}"]
    subprocess.run(servers.pinned(0, command), check=True, capture_output=True)
    runs = json.loads(report.read_text())["benchmarks"]
    return {run["name"]: run["items_per_second"] for run in runs}


def of_peer(peer: Peer, seconds: float, world: Path) -> tuple[float, str]:
    command = servers.pinned(0, [*peer.program, str(world), str(seconds)])
    output = subprocess.run(
        command, cwd=INSTALLED / peer.language, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    rate, how = output.strip().split(" ", 1)
    return float(rate), how


def measures(smoke: bool, with_peers: bool, scratch: Path) -> list[Measure]:
    """Ours and the peers take turns; of each the median counts."""
    peers = []
    for peer in PEERS if with_peers else ():
        if trouble := install(peer):
            print(f"  skipped {peer.name}: {trouble}", flush=True)
        else:
            peers.append(peer)
    world = scratch / "webpush_world.json"
    write_world(world)
    rates: dict[str, list[float]] = {}
    details: dict[str, str] = {}
    for _ in range(1 if smoke else 3):
        for name, rate in ours(0.05 if smoke else 2, scratch).items():
            rates.setdefault(name, []).append(rate)
        for peer in peers:
            rate, details[peer.name] = of_peer(peer, 0.2 if smoke else 3, world)
            rates.setdefault(peer.name, []).append(rate)
    middle = {name: statistics.median(of) for name, of in rates.items()}
    return compared(middle, details)


def compared(rates: dict[str, float], details: dict[str, str]) -> list[Measure]:
    """`details` has the peers. Keys are parsed for each message in what is compared, as peers do."""
    unit = "messages/s"
    found = []
    fastest = max(details, key=lambda name: rates[name], default="")
    for name, rate in rates.items():
        target = ">= 15,000/s" if name in (READY, PARSED) else "-"
        detail = details.get(name, "")
        if name in details:
            detail += f", ours is {rates[PARSED] / rate:.1f} times that"
        elif fastest:
            detail = f"{rate / rates[fastest]:.2f} times {fastest}"
        found.append(Measure(f"web push: {name}", rate, unit, target, target == "-" or rate >= 15000, detail))
    if fastest:
        ratio = rates[PARSED] / rates[fastest]
        found.append(
            Measure(
                f"web push: {PARSED}, to the fastest peer", ratio, "times", ">= 1.8", ratio >= 1.8, fastest
            )
        )
    return found
