"""A proxy between the programs and an emulator of AWS that makes calls fail, as rules and a seed say.

Signatures stay valid: everything is passed on as it was sent, the Host header too, and what is
changed are answers alone.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import threading
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
Fault = Literal["throttle", "error", "conflict", "reset before", "reset after", "slow", "partial", "jumble"]
SLOW_SECONDS = 0.3

DYNAMODB = "com.amazonaws.dynamodb.v20120810#"
THROTTLED = {
    "DynamoDB": DYNAMODB + "ProvisionedThroughputExceededException",
    "SQS": "com.amazonaws.sqs#RequestThrottled",
}


@dataclass(frozen=True)
class Rule:
    """Which part of the calls of an operation, such as `DynamoDB.Query`, meets which fault."""

    operation: str  # a regular expression for the whole of it
    fault: Fault
    share: float


@dataclass
class Message:
    """A request or an answer as it went over the wire."""

    head: bytes
    body: bytes

    def with_body(self, body: bytes) -> bytes:
        head = re.sub(rb"(?i)\r\ncontent-length: *\d+", b"", self.head)
        # MiniStack adds a checksum to DynamoDB's answers, which would be that of another body.
        head = re.sub(rb"(?i)\r\nx-amz-crc32: *\d+", b"", head)
        head = re.sub(rb"(?i)\r\ntransfer-encoding: *chunked", b"", head)
        return head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def operation_of(request: Message) -> str:
    """`DynamoDB.Query`, `SQS.ReceiveMessage`, `SNS.PublishBatch`; "" is none of theirs."""
    target = re.search(rb"(?i)\r\nx-amz-target: *(DynamoDB|AmazonSQS)[^.\r]*\.(\w+)", request.head)
    if target:
        return f"{target[1].decode().removeprefix('Amazon')}.{target[2].decode()}"
    action = re.match(rb"Action=(\w+)", request.body)
    return f"SNS.{action[1].decode()}" if action else ""


async def read(reader: asyncio.StreamReader, *, without_body: bool = False) -> Message:
    """`without_body` is of an answer to HEAD, whose length is that of GET's."""
    head = (await reader.readuntil(b"\r\n\r\n"))[:-4]
    if without_body:
        return Message(head, b"")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if length:
        return Message(head, await reader.readexactly(int(length[1])))
    body = b""
    if re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head):
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
    return Message(head, body)


def answer(status: int, body: bytes) -> bytes:
    return Message(b"HTTP/1.1 %d Fault\r\nContent-Type: application/x-amz-json-1.0" % status, b"").with_body(
        body
    )


def refusal(operation: str, fault: Fault) -> bytes | None:
    """What is answered in the place of the emulator; nothing where the call is carried out."""
    service = operation.partition(".")[0]
    if fault == "error":
        return answer(500, b'{"__type":"InternalServerError","message":"injected"}')
    if fault == "throttle" and service == "SNS":
        code = b"<Error><Type>Sender</Type><Code>Throttling</Code><Message>injected</Message></Error>"
        return answer(400, b"<ErrorResponse>" + code + b"</ErrorResponse>")
    if fault == "throttle":
        return answer(400, json.dumps({"__type": THROTTLED[service], "message": "injected"}).encode())
    if fault == "conflict":
        reasons = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
        kind = {"__type": DYNAMODB + "TransactionCanceledException", "message": "injected"}
        return answer(400, json.dumps({**kind, **reasons}).encode())
    return None


def cut_batch(document: dict) -> None:
    """Takes the last item of each table back, as a key that was not processed."""
    for table, items in document.get("Responses", {}).items():
        if len(items) < 2:
            continue
        item = items.pop()
        unprocessed = document.setdefault("UnprocessedKeys", {})
        keys = unprocessed.setdefault(table, {"Keys": [], "ConsistentRead": True})["Keys"]
        keys.append({name: item[name] for name in ("pk", "sk")})


def jumbled(document: dict, draw: random.Random) -> None:
    """Messages twice and in another order."""
    messages = document.get("Messages") or []
    if len(messages) < 10:
        messages.extend(draw.sample(messages, min(len(messages), 10 - len(messages))))
    draw.shuffle(messages)


class FaultProxy:
    """A context manager; `endpoint` is its address. `met` counts what it did, by fault."""

    def __init__(self, emulator: str, rules: list[Rule], seed: int) -> None:
        parts = urlsplit(emulator)
        self.host, self.port = parts.hostname, parts.port
        self.rules = rules
        self.random = random.Random(seed)
        self.met: Counter[Fault] = Counter()
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

    def fault_for(self, operation: str) -> Fault | None:
        for rule in self.rules:
            if re.fullmatch(rule.operation, operation) and self.random.random() < rule.share:
                return rule.fault
        return None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection(self.host, self.port)
        try:
            while True:
                request = await read(reader)
                reply = await self.reply_to(request, there, onward)
                if reply is None:
                    writer.transport.abort()
                    return
                writer.write(reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            onward.close()
            writer.close()

    async def reply_to(
        self, request: Message, there: asyncio.StreamReader, onward: asyncio.StreamWriter
    ) -> bytes | None:
        """Nothing where the connection is to be reset."""
        operation = operation_of(request)
        fault = self.fault_for(operation)
        if fault:
            self.met[fault] += 1
            if fault == "reset before":
                return None
            refused = refusal(operation, fault)
            if refused:
                return refused
        onward.write(request.head + b"\r\n\r\n" + request.body)
        reply = await read(there, without_body=request.head.startswith(b"HEAD "))
        if fault == "reset after":
            return None
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if fault in ("partial", "jumble") and reply.head.startswith(b"HTTP/1.1 200"):
            document = json.loads(reply.body)
            if fault == "partial":
                cut_batch(document)
            else:
                jumbled(document, self.random)
            return reply.with_body(json.dumps(document).encode())
        return reply.with_body(reply.body)
