"""A proxy between a service and an emulator of AWS that tells which calls a request waits for, and which
of them are made at the same time."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from support.deployment import Deployment
from support.loopback import Serving

# Answers come so late that calls made at the same time are seen to be, on a busy machine, too.
LATE_SECONDS = 0.25
FIRST_TABLE = re.compile(rb'"(?:TableName":|RequestItems":\{)"([^"]+)"')
# What a service does by itself every few seconds: it relays events and looks for deletions.
BACKGROUND_TABLE = b"-outbox"
BACKGROUND_PARTITION = b'{"S":"deletions"}'
# Of one connection, not of a message.
HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


@dataclass(frozen=True)
class Call:
    operation: str
    began: float
    ended: float


def operation_for_a_request(target: str, body: bytes) -> str:
    """Of DynamoDB; "" is one of another service, or no request's."""
    service, _, operation = target.partition(".")
    table = FIRST_TABLE.search(body)
    background = not table or table[1].endswith(BACKGROUND_TABLE) or BACKGROUND_PARTITION in body
    return operation if service.startswith("DynamoDB") and not background else ""


def in_rounds(calls: list[Call]) -> list[list[str]]:
    """The operations of each round trip: a call follows all that had ended before it."""
    placed: list[tuple[Call, int]] = []
    for call in sorted(calls, key=lambda call: call.began):
        before = [number for other, number in placed if other.ended <= call.began]
        placed.append((call, max(before, default=-1) + 1))
    count = max((number for _, number in placed), default=-1) + 1
    return [sorted(call.operation for call, at in placed if at == number) for number in range(count)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: CountingServer

    def log_message(self, *_: object) -> None:
        pass

    def passed_on(self) -> None:
        began = time.monotonic()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        target = self.headers.get("X-Amz-Target", "")
        if target == "AmazonSQS.ReceiveMessage":
            # Other copies may have the events: calls for those would be among the requests'.
            self.server.over.wait()
            self.close_connection = True
            return
        operation = operation_for_a_request(target, body)
        answer, content = self.answer_to(body)
        if operation and self.server.counting:
            time.sleep(LATE_SECONDS)
            self.server.calls.append(Call(operation, began, time.monotonic()))
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_DELETE = passed_on

    def answer_to(self, body: bytes) -> tuple[http.client.HTTPResponse, bytes]:
        """As the signature covers it, the Host header too, the request stays what it is."""
        onward = http.client.HTTPConnection(self.server.emulator, timeout=60)
        onward.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            onward.putheader(name, value)
        onward.endheaders(body)
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        return answer, content


class CountingServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, emulator: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.emulator = urlsplit(emulator).netloc
        self.calls: list[Call] = []
        self.counting = False
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A service that was ended while it waited for an answer."""


class CallCounter(Serving):
    """`url` is its address. Of requests that are made one after the other."""

    _server: CountingServer

    def __init__(self, emulator: str) -> None:
        super().__init__(CountingServer(emulator))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.over.set()
        super().__exit__(kind, error, trace)

    def rounds_of(self, request: Callable[[], httpx.Response]) -> list[list[str]]:
        """The operations on DynamoDB that a request waits for, round trip by round trip."""
        self._server.calls.clear()
        self._server.counting = True
        try:
            answer = request()
        finally:
            self._server.counting = False
        assert answer.status_code < 300, f"{answer.request.url} -> {answer.status_code} {answer.text}"
        return in_rounds(list(self._server.calls))


@contextmanager
def counted_post_service(server: Deployment, *options: str) -> Iterator[tuple[Deployment, CallCounter]]:
    """One more copy of the post service alone, whose calls are counted."""
    with CallCounter(server.environment["DAILYGRIND_AWS_ENDPOINT"]) as counter:
        copy = server.copy(*options, DAILYGRIND_AWS_ENDPOINT=counter.url)
        copy.post.start()
        try:
            yield copy, counter
        finally:
            copy.stop()
            copy.http.close()
