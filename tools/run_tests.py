#!/usr/bin/env python3
"""Runs the test suites by name and closes with one line that counts everything.

./test                 every suite but those that --list says are only named
./test unit system     these suites
./test --list          what there is
"""

from __future__ import annotations

import argparse
import sys
import time

from suites import DEFAULT, SUITES
from test_steps import Counts, contracts, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--list", action="store_true", help="list the suites and stop")
    options = parser.parse_args()
    if options.list:
        for name, (text, _) in SUITES.items():
            print(f"{name:12} {text}")
        return 0
    unknown = [name for name in options.suites if name not in SUITES]
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}")

    total = Counts()
    table = []
    for name in options.suites or DEFAULT:
        print(f"\n=== {name}: {SUITES[name][0]}", flush=True)
        began = time.monotonic()
        counts = SUITES[name][1]()
        table.append(f"{name:12} {time.monotonic() - began:6.0f} s   {counts}")
        total += counts
    print("\n" + "\n".join(table) + "\n")
    if contracts.counts:
        print(contracts.text() + "\n")
    if failures:
        print("\n".join(failures) + "\n")
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
