"""A proxy between the programs and an emulator of AWS that makes calls fail, as rules and a seed say.

Signatures stay valid: everything is passed on as it was sent, the Host header too. What must be
changed (a batch of which a part is left undone, a request signed by another clock) is passed on in
the name of the emulator's root.
"""

from __future__ import annotations

import asyncio
import random
import re
import threading
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from support.aws_faults import (
    EXPIRED,
    SKEWED,
    WRONG_SIGNATURE,
    Batch,
    Jumble,
    Undone,
    cut_batch,
    failed,
    refused,
)
from support.aws_wire import Message, operation_of, read, signature_of

T = TypeVar("T")
Fault = Literal[
    "throttle",  # refused, come back later
    "error",  # 500
    "unavailable",  # 503, by something on the way that speaks no protocol of AWS
    "conflict",  # of a transaction
    "wrong signature",  # although the time is right
    "reset before",  # it is carried out: the connection ends without an answer
    "reset after",  # as before, but it was carried out
    "slow",
    "silent",  # no answer for as long as the client waits
    "partial",  # BatchGetItem: UnprocessedKeys
    "undone",  # a batch of SNS or SQS: Failed entries
    "jumble",  # ReceiveMessage: twice, late, in another order
]
SLOW_SECONDS = 0.3
SILENT_SECONDS = 60.0
# After these the same call is made again: it meets them less often than the client is patient, unless
# all calls do.
FATAL = {
    "throttle",
    "error",
    "unavailable",
    "conflict",
    "wrong signature",
    "reset before",
    "reset after",
    "silent",
}
MOST_OF_ONE_CALL = 2
BATCHES = r"SQS\..*Batch|SNS\.PublishBatch"
# AWS refuses what was signed further from its own time.
TOLERATED_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Rule:
    """Which part of the calls of an operation, such as `DynamoDB.Query`, meets which fault."""

    operation: str  # a regular expression for the whole of it
    fault: Fault
    share: float
    about: str = ""  # a regular expression for what is found somewhere in the body


class FaultProxy:
    """A context manager; `endpoint` is its address. `met` counts what it did, by fault, and `seen` all
    operations. Keys of access in `expired` are refused, and AWS's clock is `ahead` of the machine's."""

    def __init__(self, emulator: str, rules: list[Rule], seed: int) -> None:
        parts = urlsplit(emulator)
        self.host, self.port = parts.hostname, parts.port
        self.rules = rules
        self.random = random.Random(seed)
        self.met: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.times: Counter[tuple[str, bytes]] = Counter()
        self.expired: set[str] = set()
        self.ahead = timedelta(0)
        self.jumble = Jumble(self.random)
        self.undone = Undone(self.random)
        self.endpoint = ""
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self) -> FaultProxy:
        self.thread.start()
        self.server = self.await_here(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.await_here(self.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def await_here(self, coroutine: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    async def end(self) -> None:
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def fault_for(self, operation: str, request: Message) -> Fault | None:
        call = (operation, request.body)
        for rule in self.rules:
            if not re.fullmatch(rule.operation, operation) or not re.search(
                rule.about.encode(), request.body
            ):
                continue
            spared = rule.share < 1 and rule.fault in FATAL and self.times[call] >= MOST_OF_ONE_CALL
            if not spared and self.random.random() < rule.share:
                self.times[call] += rule.fault in FATAL
                return rule.fault
        return None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection(self.host, self.port)
        try:
            while True:
                request = await read(reader)
                reply = await Call(self, request, there, onward).reply()
                if reply is None:
                    writer.transport.abort()
                    return
                writer.write(reply.wire)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            onward.close()
            writer.close()


class Call:
    """One request on its way through the proxy."""

    def __init__(
        self, proxy: FaultProxy, request: Message, there: asyncio.StreamReader, onward: asyncio.StreamWriter
    ) -> None:
        self.proxy = proxy
        self.request = request
        self.there = there
        self.onward = onward
        self.operation = operation_of(request)

    async def reply(self) -> Message | None:
        """Nothing where the connection is to be reset."""
        self.proxy.seen[self.operation] += 1
        refusal = self.refusal_by_signature()
        if refusal:
            return refusal
        if self.operation == "SQS.ReceiveMessage":
            held = self.proxy.jumble.held(self.request)
            if held:
                return held
        fault = self.proxy.fault_for(self.operation, self.request)
        if fault:
            self.proxy.met[fault] += 1
        return await (self.meets(fault) if fault else self.carried_out(self.request))

    async def meets(self, fault: Fault) -> Message | None:
        proxy, request = self.proxy, self.request
        refusal = failed(self.operation, fault)
        if refusal:
            return refusal
        if fault == "wrong signature":
            signature = signature_of(request)
            assert signature, request.head
            return refused(signature.service, WRONG_SIGNATURE, datetime.now(UTC) + proxy.ahead)
        if fault == "silent":
            await asyncio.sleep(SILENT_SECONDS)
        if fault in ("reset before", "silent"):
            return None
        if fault == "undone":
            return await self.in_part()
        reply = await self.carried_out(request)
        if fault == "reset after":
            return None
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        done = reply.head.startswith(b"HTTP/1.1 200")
        if fault == "partial" and done:
            return cut_batch(reply)
        if fault == "jumble" and done:
            return proxy.jumble.mixed(request, reply)
        return reply

    def refusal_by_signature(self) -> Message | None:
        """Because of its key or its time. What passes is shifted to the emulator's time."""
        proxy, signature = self.proxy, signature_of(self.request)
        if not signature:
            return None
        now = datetime.now(UTC)
        theirs = now + proxy.ahead
        if signature.key in proxy.expired:
            proxy.met["expired"] += 1
            return refused(signature.service, EXPIRED, theirs)
        if abs(signature.signed_at - theirs) > TOLERATED_SKEW:
            proxy.met["skewed"] += 1
            return refused(signature.service, SKEWED, theirs)
        if proxy.ahead:
            self.request = self.request.signed_by_root(now)
        return None

    async def in_part(self) -> Message:
        batch, undone = Batch(self.request), self.proxy.undone
        left = undone.leave_some(batch)
        rest = [entry for entry in batch.entries if entry not in left]
        now = datetime.now(UTC)
        carried_out = await self.carried_out(batch.request(rest).signed_by_root(now)) if rest else None
        return batch.answer(carried_out, left)

    async def carried_out(self, request: Message) -> Message:
        if re.fullmatch(BATCHES, self.operation):
            self.proxy.undone.done(Batch(request))
        self.onward.write(request.wire)
        reply = await read(self.there, without_body=request.head.startswith(b"HEAD "))
        # The answer to a HEAD keeps its length, and what has none gets one.
        return reply if request.head.startswith(b"HEAD ") else reply.with_body(reply.body)
