#!/usr/bin/env python3
"""MiniStack, with an SQS that lives by the time in a file, and a gateway as Amazon's.

    ministack_clock.py FILE

The contract of the bus moves time by hours, and the services' own time cannot be moved. An empty
file is the machine's time. Waiting for a first message is always measured in that.
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


class TimeOfTests(ModuleType):
    def __init__(self, path: str) -> None:
        super().__init__("time")
        self._file = os.open(path, os.O_RDONLY)

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)

    def time(self) -> float:
        written = os.pread(self._file, 8, 0)
        if not written or sys._getframe(1).f_code.co_name == WAITS_IN_REAL_TIME:
            return time.time()
        milliseconds: int = struct.unpack("=q", written)[0]
        return milliseconds / 1000


def main() -> None:
    clock = TimeOfTests(sys.argv.pop(1))
    from ministack.services import apigateway, sns, sqs

    apigateway._invoke_http_proxy = ministack_gateway.invoke_http_proxy
    sqs.time = sns.time = clock
    runpy.run_module("ministack", run_name="__main__")


if __name__ == "__main__":
    main()
