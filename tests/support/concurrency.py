"""Many calls at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def all_at_once(calls: Iterable[Callable[[], T]], threads: int = 50) -> list[T]:
    """Runs the calls on `threads` threads that start together; results in the order of the calls."""
    calls = list(calls)
    threads = min(threads, len(calls))
    gate = threading.Barrier(threads)
    first = threading.local()

    def run(call: Callable[[], T]) -> T:
        if not getattr(first, "passed", False):
            first.passed = True
            gate.wait(timeout=30)
        return call()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, calls))
