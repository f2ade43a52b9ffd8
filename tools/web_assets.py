#!/usr/bin/env python3
"""Turns the built web app into what `dailygrind` has inside.

web_assets.py DIST OUT    DIST is what `tools/web.py build DIST` made

Writes OUT/web_files.bin, all files behind one another, those that it pays for compressed, and
OUT/web_files.cpp, the table of them (dailygrind/web/files.hpp). Files that would not change are
left as they are.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# By the ending of a name: the content type, and whether it is compressed already.
TYPES = {
    "css": ("text/css; charset=utf-8", False),
    "html": ("text/html; charset=utf-8", False),
    "js": ("text/javascript; charset=utf-8", False),
    "json": ("application/json", False),
    "png": ("image/png", True),
    "svg": ("image/svg+xml", False),
    "txt": ("text/plain; charset=utf-8", False),
    "webmanifest": ("application/manifest+json", False),
    "woff2": ("font/woff2", True),
}
# For developing without a server.
LEFT_OUT = {"mockServiceWorker.js"}
# Where Vite puts files that have a hash of their content in their name.
FINGERPRINTED = "/assets/"


@dataclass
class File:
    path: str
    content_type: str
    content: bytes
    packed: bytes | None
    """What is kept where it pays."""

    @property
    def etag(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:32]

    @property
    def fingerprinted(self) -> bool:
        return self.path.startswith(FINGERPRINTED)


def content_type(path: Path) -> str:
    if path.suffix[1:] not in TYPES:
        sys.exit(f"{path}: tools/web_assets.py does not know what type this is")
    return TYPES[path.suffix[1:]][0]


def pack(path: Path, content: bytes) -> bytes | None:
    if TYPES[path.suffix[1:]][1]:
        return None
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    return packed if len(packed) < len(content) else None


def read_files(dist: Path) -> list[File]:
    """In the order of their paths as bytes, as C++ compares them."""
    files = []
    for path in dist.rglob("*"):
        if path.is_file() and path.name not in LEFT_OUT:
            content = path.read_bytes()
            name = "/" + path.relative_to(dist).as_posix()
            files.append(File(name, content_type(path), content, pack(path, content)))
    return sorted(files, key=lambda file: file.path.encode())


def route_patterns() -> list[str]:
    return json.loads((ROOT / "web" / "routes.json").read_text())


def inline_hashes(page: str, element: str) -> str:
    """CSP sources of the elements of that kind that have their text in the page."""
    texts = re.findall(rf"<{element}((?:\s[^>]*)?)>(.*?)</{element}>", page, re.DOTALL)
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for attributes, text in texts
        if not re.search(r"\ssrc\s*=", attributes)
    ]
    return " ".join(f"'sha256-{each}'" for each in hashes)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(files: list[File], patterns: list[str], page: str) -> str:
    rows = []
    at = 0
    for file in files:
        size = len(file.packed or file.content)
        flags = f"{str(bool(file.packed)).lower()}, {str(file.fingerprinted).lower()}"
        etag = quoted(f'"{file.etag}"')
        names = f"{quoted(file.path)}, {quoted(file.content_type)}, {etag}"
        rows.append(f"    {{{names}, part({at}, {size}), {flags}}},")
        at += size
    routes = [f"    {quoted(pattern)}," for pattern in patterns]
    return "\n".join(
        [
            "// Made by tools/web_assets.py.",
            '#include "dailygrind/web/files.hpp"',
            "",
            "namespace dailygrind::web {",
            "namespace {",
            "",
            "constexpr unsigned char bytes[] = {",
            '#embed "web_files.bin"',
            "};",
            "",
            "std::string_view part(std::size_t at, std::size_t size) {",
            "  return {reinterpret_cast<const char*>(bytes) + at, size};",
            "}",
            "",
            "const File table[] = {",
            *rows,
            "};",
            "",
            "constexpr std::string_view patterns[] = {",
            *routes,
            "};",
            "",
            "}  // namespace",
            "",
            "std::span<const File> files() { return table; }",
            "std::span<const std::string_view> routes() { return patterns; }",
            "",
            "InlineHashes inline_hashes() {",
            f"  return {{.scripts = {quoted(inline_hashes(page, 'script'))},",
            f"          .styles = {quoted(inline_hashes(page, 'style'))}}};",
            "}",
            "",
            "}  // namespace dailygrind::web",
            "",
        ]
    )


def write(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    dist, out = Path(sys.argv[1]), Path(sys.argv[2])
    files = read_files(dist)
    page = (dist / "index.html").read_text()
    out.mkdir(parents=True, exist_ok=True)
    write(out / "web_files.bin", b"".join(file.packed or file.content for file in files))
    write(out / "web_files.cpp", table(files, route_patterns(), page).encode())
    stored = sum(len(file.packed or file.content) for file in files)
    print(f"Web app: {len(files)} files, {stored:,} bytes in the program")
    return 0


if __name__ == "__main__":
    sys.exit(main())
