#!/usr/bin/env python3
"""Makes the archives of the Lambda functions: build/lambdas/<architecture>/<function>.zip.

Each carries the loader and the libraries of Debian that it needs, because those of Amazon Linux 2023
are older: `bootstrap` (static) starts `function` with `lib/ld.so`. Archives of the same programs are
the same, byte by byte, so that nothing is deployed that has not changed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUNCTIONS = ("user_confirmation", "schedule_notification", "push_notification")
# Loaded at its first call, so that no program names it.
LOADED_LATER = "libcurl.so.4"
TRIPLETS = {"x86_64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
LOADERS = {"x86_64": "ld-linux-x86-64.so.2", "arm64": "ld-linux-aarch64.so.1"}
LARGEST = 15_000_000
EARLIEST = (1980, 1, 1, 0, 0, 0)


def needed(file: Path) -> list[str]:
    """The libraries that a program or a library names."""
    table = subprocess.run(["readelf", "-dW", file], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", table)


class Libraries:
    """Those of a Debian system, or of its files in a folder."""

    def __init__(self, system: Path, architecture: str) -> None:
        triplet = TRIPLETS[architecture]
        self._folders = [system / "lib" / triplet, system / "usr/lib" / triplet]
        self.loader = self.find(LOADERS[architecture])

    def find(self, name: str) -> Path:
        for folder in self._folders:
            if (folder / name).exists():
                return (folder / name).resolve()
        sys.exit(f"{name} is in none of {', '.join(map(str, self._folders))}")

    def closure(self, program: Path) -> dict[str, Path]:
        found = {LOADED_LATER: self.find(LOADED_LATER)}
        open_ends = [program, *found.values()]
        while open_ends:
            for name in needed(open_ends.pop()):
                if name not in found and not name.startswith("ld-linux-"):
                    found[name] = self.find(name)
                    open_ends.append(found[name])
        return found


def write(archive: Path, files: dict[str, Path]) -> None:
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, file in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr = 0o755 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, file.read_bytes())


def package(function: str, programs: Path, libraries: Libraries, archive: Path) -> None:
    program = programs / f"lambda_{function}"
    files = {f"lib/{name}": file for name, file in libraries.closure(program).items()}
    files |= {"bootstrap": programs / "lambda_launcher", "function": program, "lib/ld.so": libraries.loader}
    write(archive, files)
    size = archive.stat().st_size
    shown = archive.relative_to(ROOT) if archive.is_relative_to(ROOT) else archive
    print(f"{shown}  {size:,} bytes")
    if size > LARGEST:
        sys.exit(f"{archive} is larger than {LARGEST:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("functions", nargs="*", metavar="FUNCTION", help=f"of {', '.join(FUNCTIONS)}")
    parser.add_argument("--architecture", choices=TRIPLETS, default="x86_64")
    parser.add_argument("--build", type=Path, help="the build folder (default: build, or build-arm64)")
    parser.add_argument(
        "--system", type=Path, help="where the libraries lie (default: /, or build-arm64/sysroot)"
    )
    options = parser.parse_args()
    foreign = options.architecture == "arm64"
    build = options.build or ROOT / ("build-arm64" if foreign else "build")
    system = options.system or (ROOT / "build-arm64/sysroot" if foreign else Path("/"))
    libraries = Libraries(system, options.architecture)
    if unknown := set(options.functions) - set(FUNCTIONS):
        parser.error(f"no such function: {', '.join(sorted(unknown))}")
    for function in options.functions or FUNCTIONS:
        archive = ROOT / "build/lambdas" / options.architecture / f"{function}.zip"
        package(function, build / "lambdas", libraries, archive)


if __name__ == "__main__":
    main()
