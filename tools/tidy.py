#!/usr/bin/env python3
"""clang-tidy over the sources, two at a time, remembering what was clean.

A source is checked again only when it, the configuration or a header of this tree that it includes
has changed since it was last clean (build/tidy/ holds the stamps).
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
STAMPS = BUILD / "tidy"
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)


def closure(path: Path, seen: set[Path]) -> set[Path]:
    if path in seen or not path.exists():
        return seen
    seen.add(path)
    for name in INCLUDE.findall(path.read_text()):
        closure(ROOT / name, seen)
    return seen


def digest(path: Path) -> str:
    state = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    for part in sorted(closure(path, set())):
        state.update(part.read_bytes())
    return state.hexdigest()


def check(path: Path) -> tuple[Path, str]:
    """The findings of one source; "" where it is clean."""
    stamp = STAMPS / path.relative_to(ROOT).as_posix().replace("/", "__")
    present = digest(path)
    if stamp.exists() and stamp.read_text() == present:
        return path, ""
    result = subprocess.run(["clang-tidy-19", "--quiet", "-p", BUILD, path], capture_output=True, text=True)
    if result.returncode == 0:
        stamp.write_text(present)
        return path, ""
    return path, result.stdout + result.stderr


def main() -> int:
    STAMPS.mkdir(parents=True, exist_ok=True)
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    wanted = [(ROOT / word).resolve() for word in sys.argv[1:]]
    sources = sorted(
        {Path(entry["file"]) for entry in commands if not wanted or Path(entry["file"]) in wanted}
    )
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for number, (path, findings) in enumerate(pool.map(check, sources), start=1):
            if findings:
                failed += 1
                print(f"{path.relative_to(ROOT)}:\n{findings}", flush=True)
            elif number % 20 == 0:
                print(f"{number} of {len(sources)} sources", flush=True)
    print(f"clang-tidy: {len(sources) - failed} clean, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
