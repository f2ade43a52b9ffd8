"""Waiting for conditions, with a bound: the only place where tests pass time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Overdue(AssertionError):
    pass


def eventually(condition: Callable[[], T], within: float = 2.0, what: str = "", pause: float = 0.005) -> T:
    """The condition's first true value. An AssertionError in it counts as false.

    Raises Overdue, with the last value or failure, when `within` seconds have passed.
    """
    end = time.monotonic() + within
    while True:
        try:
            value = condition()
            failure: object = value
        except AssertionError as error:
            value, failure = None, error  # type: ignore[assignment]
        if value:
            return value
        if time.monotonic() >= end:
            raise Overdue(f"not within {within} s: {what or condition}; last: {failure!r}")
        time.sleep(pause)


def seconds_until(condition: Callable[[], object], within: float = 2.0, what: str = "") -> float:
    """How long it took until the condition held."""
    began = time.monotonic()
    eventually(condition, within, what, pause=0.001)
    return time.monotonic() - began
