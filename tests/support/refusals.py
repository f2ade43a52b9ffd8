"""Starts that should fail: with one clear line, and nothing changed on disk."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from support.programs import free_port

WORDS = {"dailygrind": ["serve"], "user-service": [], "post-service": []}
PROGRAMS = list(WORDS)


def start(
    binaries: Path, program: str, data: Path, *options: str, port: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Starts a program that should end by itself."""
    command = [str(binaries / program), *WORDS[program], "--data", str(data)]
    if "--listen" not in options:
        command += ["--listen", f"127.0.0.1:{port or free_port()}"]
    return subprocess.run(
        [*command, "--log-level", "off", *options],
        capture_output=True,
        text=True,
        timeout=20,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def refuses(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """One line on standard error with these words, and a failure that is no crash."""
    assert result.returncode > 0, f"ended with {result.returncode}\n{result.stdout}{result.stderr}"
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    for word in words:
        assert word.lower() in lines[0].lower(), f"{word!r} is not in {lines[0]!r}"
    assert "terminate called" not in lines[0]


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith((".lock", "-shm", "-wal"))
    }
