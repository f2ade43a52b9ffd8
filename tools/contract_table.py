"""Which adapter passed how much of its port's contract, read from what ctest and GoogleTest print."""

from __future__ import annotations

import re
from collections import Counter

# The parametrised suites that are contracts, and their ports. A test is named after its adapter, or
# after how that is used, and then the instantiation is named after the adapter.
PORTS = {
    "StoreContract": "store",
    "StoreQueries": "store",
    "BusContract": "bus",
    "BlobContract": "blob",
    "MultipartContract": "blob",
}
NAME = r"(?P<family>\w+)/(?P<suite>\w+)\.\w+/(?P<adapter>\w+)"
CTEST = re.compile(
    rf"^ *\d+/\d+ Test +#\d+: {NAME} .*?\.*(?P<outcome> +Passed|\*\*\*Skipped|\*\*\*\w+)", re.ASCII
)
GTEST = re.compile(rf"^\[ *(?P<outcome>OK|SKIPPED|FAILED) *\] {NAME}(?:, .*)? \(\d+ ms\)", re.ASCII)
PASSED = ("OK", "Passed")
SKIPPED = ("SKIPPED", "***Skipped")


def adapter_of(family: str, name: str) -> str:
    return name if family in ("adapters", name.replace("_", "")) else f"{family}, {name}"


class ContractTable:
    """Takes lines of output one by one; a test that runs twice counts twice."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], Counter[str]] = {}

    def take(self, line: str) -> None:
        found = CTEST.match(line) or GTEST.match(line)
        if not found or found["suite"] not in PORTS:
            return
        outcome = found["outcome"].strip()
        kind = "passed" if outcome in PASSED else "skipped" if outcome in SKIPPED else "failed"
        key = (PORTS[found["suite"]], adapter_of(found["family"].lower(), found["adapter"]))
        self.counts.setdefault(key, Counter())[kind] += 1

    def text(self) -> str:
        """Empty where no contract ran."""
        if not self.counts:
            return ""
        lines = [f"{'port':8}{'adapter':20}{'passed':>8}{'failed':>8}{'skipped':>9}"]
        for (port, adapter), counts in sorted(self.counts.items()):
            numbers = f"{counts['passed']:8}{counts['failed']:8}{counts['skipped']:9}"
            lines.append(f"{port:8}{adapter:20}{numbers}")
        return "\n".join(lines)
