"""A script of Node.js that drives a browser: lines go in, lines of JSON come out."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any


class NodeDriver:
    """The script runs from now on until `close()`."""

    def __init__(self, script: Path, *arguments: str, errors: Path) -> None:
        """What it prints to stderr goes to the file `errors`."""
        self._errors = errors.open("w+")
        self._process = subprocess.Popen(
            ["node", str(script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def line(self, within: float) -> Any:
        """The next line that the script prints."""
        try:
            text = self._lines.get(timeout=within)
        except queue.Empty:
            text = ""
        if not text:
            self._errors.seek(0)
            raise AssertionError(f"nothing within {within} s: {self._errors.read()}")
        return json.loads(text)

    def tell(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(20)
        finally:
            self._process.kill()
            self._errors.close()
