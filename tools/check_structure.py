#!/usr/bin/env python3
"""Checks what CMake cannot: who may include what, and the size budgets of files and functions.

Prints one line per finding and exits with 1 where there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Which folders a folder may include, besides itself.
CORE = {"platform/core"}
ALLOWED: dict[str, set[str]] = {
    "platform/core": set(),
    "platform/sqlite": CORE,
    "platform/store": CORE | {"platform/sqlite", "platform/aws", "platform/http"},
    "platform/blob": CORE | {"platform/aws", "platform/http"},
    "platform/describe": CORE | {"platform/store"},
    "platform/picture": CORE,
    "platform/bus": CORE | {"platform/sqlite", "platform/store", "platform/aws", "platform/http"},
    "platform/http": CORE,
    "platform/identity": CORE | {"platform/store", "platform/http", "platform/bus", "platform/aws"},
    "platform/webpush": CORE | {"platform/http", "platform/identity"},
    "platform/aws": CORE | {"platform/http"},
    "platform/lambda": CORE | {"platform/http"},
    "platform/schedule": CORE | {"platform/lambda"},
    "platform/observability": CORE | {"platform/store", "platform/bus"},
    "platform/api": CORE | {"platform/describe", "platform/store", "platform/http", "platform/identity"},
    "platform/host": CORE
    | {
        "platform/api",
        "platform/describe",
        "platform/http",
        "platform/identity",
        "platform/observability",
        "platform/bus",
        "platform/store",
    },
    "platform/testing": CORE | {"platform/store", "platform/bus", "platform/http"},
    "services": CORE | {"platform/bus", "platform/describe"},
    "services/user": CORE
    | {
        "platform/api",
        "platform/blob",
        "platform/bus",
        "platform/describe",
        "platform/http",
        "platform/identity",
        "platform/picture",
        "platform/store",
        "services",
    },
    "services/push_notification": CORE
    | {
        "platform/api",
        "platform/bus",
        "platform/describe",
        "platform/http",
        "platform/store",
        "platform/webpush",
        "services",
    },
    "services/post": CORE
    | {
        "platform/api",
        "platform/bus",
        "platform/describe",
        "platform/http",
        "platform/identity",
        "platform/store",
        "services",
    },
}
# Programs wire everything; benchmarks measure anything.
FREE = ("dailygrind", "bench", "lambdas")
# A heavy library is seen by these files alone.
SEALED = {
    r"boost/beast": re.compile(r"^platform/http/[a-z0-9_]+\.cpp$|^platform/http/request_wire\.hpp$|^bench/"),
    r"sqlite3\.h": re.compile(r"^platform/(store|bus|sqlite)/|^bench/"),
    r".*/vips\.hpp": re.compile(r"^platform/picture/helper/"),
    r"curl/": re.compile(
        r"^platform/(http|identity/embedded)/[a-z_]+\.cpp$|^platform/http/(address_gate|curl_headers|curl_multi)\.hpp$"
    ),
}
# Adapters are for programs, tests and benchmarks, never for a service.
ADAPTERS = re.compile(
    r"platform/store/(memory|sqlite|dynamodb)_|platform/picture/helper_|platform/blob/(files|s3)_|platform/bus/(memory|sqlite)_"
)
MOST_LINES = 300
MOST_FUNCTION_LINES = 40

INCLUDE = re.compile(r'^#include ["<]([^">]+)[">]', re.MULTILINE)


def sources() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "*.cpp", "*.hpp"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


def is_test(path: str) -> bool:
    return (
        bool(
            re.search(
                r"(_test|_fuzz|_benchmark)\.[ch]pp$|(^|/)test_(world|accounts|tokens)\.[ch]pp$|^platform/.*/contract\.hpp$",
                path,
            )
        )
        or "/testing/" in path
    )


def folder_of(path: str) -> str | None:
    """The longest known folder that `path` lies in."""
    known = [name for name in ALLOWED if path.startswith(name + "/")]
    return max(known, key=len, default=None)


def include_findings(path: str, text: str) -> list[str]:
    findings = []
    home = folder_of(path)
    for name in INCLUDE.findall(text):
        for pattern, allowed in SEALED.items():
            if re.match(pattern, name) and not allowed.match(path):
                findings.append(f"{path}: includes <{name}>, which is sealed off from here")
        if not name.startswith(("platform/", "services/", "dailygrind/")) or is_test(path):
            continue
        if path.startswith(FREE) or path.endswith("main.cpp"):
            continue
        target = folder_of(name)
        if home and target != home and target not in ALLOWED[home]:
            findings.append(f"{path}: {home} must not include {name}")
        if path.startswith("services/") and ADAPTERS.match(name):
            findings.append(f"{path}: a service knows ports only, not {name}")
    return findings


def function_findings(path: str) -> list[str]:
    """Functions over the budget, as Universal Ctags sees them; nothing where ctags is missing."""
    result = subprocess.run(
        ["ctags", "--c++-kinds=f", "--fields=+ne", "-o", "-", path], cwd=ROOT, capture_output=True, text=True
    )
    findings = []
    for line in result.stdout.splitlines():
        found = re.search(r"line:(\d+).*end:(\d+)", line)
        if found and int(found[2]) - int(found[1]) + 1 > MOST_FUNCTION_LINES:
            name = line.split("\t")[0]
            length = int(found[2]) - int(found[1]) + 1
            findings.append(f"{path}:{found[1]}: {name} has {length} lines, more than {MOST_FUNCTION_LINES}")
    return findings


def has_ctags() -> bool:
    try:
        return "Universal" in subprocess.run(["ctags", "--version"], capture_output=True, text=True).stdout
    except FileNotFoundError:
        return False


def main() -> int:
    findings = []
    ctags = has_ctags()
    if not ctags:
        findings.append("universal-ctags is missing: install it, or function lengths go unchecked")
    for path in sources():
        text = (ROOT / path).read_text()
        findings += include_findings(path, text)
        lines = text.count("\n")
        if lines > MOST_LINES and not is_test(path):
            findings.append(f"{path}: {lines} lines, more than {MOST_LINES}")
        if ctags and not is_test(path):
            findings += function_findings(path)
    for finding in findings:
        print(finding)
    print(f"structure: {len(findings)} findings in {len(sources())} files")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
