#!/usr/bin/env python3
"""Fetches Swagger UI, by PyPI, for the documentation page and puts it, compressed, into a folder.

Usage: docs_assets.py FOLDER. Does nothing where the folder already holds this version.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "drf-spectacular-sidecar==2026.10.1"
HASH = "sha256:fe1d005d8ac9b5d0472f2fe5deeb2e7d6dcffaa24118044f22578b4b8c4b31f2"
INSIDE = "drf_spectacular_sidecar/static/drf_spectacular_sidecar/swagger-ui-dist/"
FILES = ("swagger-ui-bundle.js", "swagger-ui.css")


def download(folder: Path) -> Path:
    """The wheel, checked against its hash."""
    tools = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    requirement = folder / "requirements.txt"
    requirement.write_text(f"{PACKAGE} --hash={HASH}\n")
    pip = [tools / "bin" / "python", "-m", "pip", "download", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-d", folder, "-r", requirement], check=True)
    return next(folder.glob("*.whl"))


def main() -> int:
    target = Path(sys.argv[1])
    stamp = target / "version"
    if stamp.exists() and stamp.read_text() == PACKAGE:
        return 0
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(download(Path(scratch))) as wheel:
        for name in FILES:
            data = gzip.compress(wheel.read(INSIDE + name), compresslevel=9, mtime=0)
            (target / (name + ".gz")).write_bytes(data)
    stamp.write_text(PACKAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
