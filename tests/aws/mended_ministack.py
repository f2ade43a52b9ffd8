#!/usr/bin/env python3
"""MiniStack, with an SQS that lives by the time in a file, a DynamoDB that removes nothing because it
has expired, and a gateway as Amazon's.

    mended_ministack.py FILE

The contract of the bus moves time by hours, and the services' own time cannot be moved. An empty
file is the machine's time. Waiting for a first message is always measured in that.

The system tests have days of their own, which may lie before the machine's: what expires a day later
has expired by its time. DynamoDB removes it some days later at the earliest, MiniStack each minute.
"""

from __future__ import annotations

import os
import runpy
import struct
import sys
import time
from types import ModuleType

import ministack_gateway

WAITS_IN_REAL_TIME = "_act_receive_message"
REMOVES_WHAT_HAS_EXPIRED = "_ttl_reaper"


class Time(ModuleType):
    """The machine's, but for one caller or all others."""

    def __init__(self) -> None:
        super().__init__("time")

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)


class TimeOfTests(Time):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._file = os.open(path, os.O_RDONLY)

    def time(self) -> float:
        written = os.pread(self._file, 8, 0)
        if not written or sys._getframe(1).f_code.co_name == WAITS_IN_REAL_TIME:
            return time.time()
        milliseconds: int = struct.unpack("=q", written)[0]
        return milliseconds / 1000


class TimeWithoutExpiry(Time):
    """The beginning of time for the thread that removes what has expired."""

    def time(self) -> float:
        reaper = sys._getframe(1).f_code.co_name == REMOVES_WHAT_HAS_EXPIRED
        return 0.0 if reaper else time.time()


def main() -> None:
    clock = TimeOfTests(sys.argv.pop(1))
    from ministack.services import apigateway, dynamodb, sns, sqs

    apigateway._invoke_http_proxy = ministack_gateway.invoke_http_proxy
    sqs.time = sns.time = clock
    assert callable(getattr(dynamodb, REMOVES_WHAT_HAS_EXPIRED)), "MiniStack has changed"
    dynamodb.time = TimeWithoutExpiry()
    runpy.run_module("ministack", run_name="__main__")


if __name__ == "__main__":
    main()
