"""The HTTP server under hostile and hurried clients, over plain sockets."""

from __future__ import annotations

import json
import signal
import socket
import time

import pytest

from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.programs import Program
from support.waiting import eventually


class Wire:
    """One connection; reads answers by their framing."""

    def __init__(self, program: Program, timeout: float = 20) -> None:
        self.socket = socket.create_connection(("127.0.0.1", program.port), timeout=timeout)
        self.rest = b""

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, text: str | bytes) -> None:
        self.socket.sendall(text.encode() if isinstance(text, str) else text)

    def _more(self) -> bool:
        try:
            piece = self.socket.recv(65536)
        except ConnectionResetError:
            return False
        self.rest += piece
        return bool(piece)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        while b"\r\n\r\n" not in self.rest:
            if not self._more():
                return 0, {}, self.rest
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
        }
        status = int(lines[0].split()[1])
        length = 0 if status in (204, 304) else int(headers.get("content-length", "0"))
        while len(self.rest) < length and self._more():
            pass
        body, self.rest = self.rest[:length], self.rest[length:]
        return status, headers, body

    def status(self) -> int:
        return self.answer()[0]

    def closed(self) -> bool:
        """Whether the server has ended the connection; waits for it within the socket's time-out."""
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True


def request(path: str = "/livez", *headers: str, method: str = "GET", body: str = "") -> str:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body.encode())}")
    return "\r\n".join(lines) + "\r\n\r\n" + body


def test_a_bearer_without_a_token(server: Deployment) -> None:
    """Stock clients refuse to send this."""
    with Wire(server.user) as wire:
        wire.send("GET /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \r\n\r\n")
        assert wire.status() == 401


def test_pipelined_requests_are_answered_in_order(server: Deployment) -> None:
    with Wire(server.user) as wire:
        wire.send("".join(request(f"/nothing/{number}") for number in range(50)))
        for number in range(50):
            status, _, body = wire.answer()
            assert (status, json.loads(body)["instance"]) == (404, f"/nothing/{number}")


def test_keep_alive_and_close(server: Deployment) -> None:
    with Wire(server.user) as wire:
        for _ in range(3):
            wire.send(request())
            assert wire.status() == 200
        wire.send(request("/livez", "Connection: close"))
        assert wire.status() == 200
        assert wire.closed()


def test_headers_that_are_too_large_are_431(server: Deployment) -> None:
    with Wire(server.user) as wire:
        wire.send(request("/livez", "X-Filler: " + "x" * 40_000))
        assert wire.status() == 431


def test_a_target_that_is_too_long_is_refused(server: Deployment) -> None:
    with Wire(server.user) as wire:
        wire.send(request("/" + "x" * 40_000))
        assert wire.status() in (414, 431)


def test_a_body_announced_too_large_is_413_before_it_is_sent(server: Deployment, ada: Person) -> None:
    with Wire(server.post) as wire:
        wire.send(
            "POST /posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {ada.tokens.access}\r\nContent-Length: 10000000\r\n\r\n"
        )
        assert wire.status() == 413


def test_a_chunked_body_over_the_limit_is_413(server: Deployment, ada: Person) -> None:
    with Wire(server.post) as wire:
        wire.send(
            "POST /posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {ada.tokens.access}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
        try:
            for _ in range(8):
                wire.send(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert wire.status() == 413


def test_a_chunked_body_is_read(server: Deployment, ada: Person) -> None:
    body = json.dumps({"title": "In pieces", "content": "One after the other."}).encode()
    with Wire(server.post) as wire:
        wire.send(
            "POST /posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {ada.tokens.access}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for at in range(0, len(body), 7):
            piece = body[at : at + 7]
            wire.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        wire.send("0\r\n\r\n")
        assert wire.status() == 201


def test_expect_100_continue_is_honoured(server: Deployment, ada: Person) -> None:
    body = json.dumps({"title": "Later", "content": "After the go-ahead."})
    head, _, _ = request(
        "/posts",
        "Content-Type: application/json",
        f"Authorization: Bearer {ada.tokens.access}",
        "Expect: 100-continue",
        method="POST",
        body=body,
    ).partition("\r\n\r\n")
    with Wire(server.post) as wire:
        wire.send(head + "\r\n\r\n")
        assert wire.status() == 100
        wire.send(body)
        assert wire.status() == 201


@pytest.mark.parametrize(
    "bytes_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /livez HTTP/1.1\r\nBad Header: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        b"\x00" * 200,
    ],
    ids=["tls", "words", "version", "two lengths", "negative", "chunk", "header", "smuggle", "zeros"],
)
def test_what_is_no_http_is_refused_and_the_server_lives(server: Deployment, bytes_: bytes) -> None:
    with Wire(server.user) as wire:
        wire.send(bytes_)
        wire.socket.shutdown(socket.SHUT_WR)
        assert wire.status() in (0, 400, 501, 505)
    with Wire(server.user) as wire:
        wire.send(request())
        assert wire.status() == 200


def test_a_path_with_dots_and_escapes_reaches_nothing(server: Deployment) -> None:
    for path in (
        "/../etc/passwd",
        "/%2e%2e/etc/passwd",
        "/docs/../../etc/passwd",
        "/users/%zz",
        "/users/%00",
        "//",
    ):
        with Wire(server.user) as wire:
            wire.send(request(path))
            status, _, body = wire.answer()
            assert status in (400, 401, 404), (path, status)
            assert b"root:" not in body


def test_a_slow_header_ends_at_its_deadline(server: Deployment) -> None:
    """The default is 10 s; the client that sends a byte now and then gains nothing."""
    with Wire(server.user, timeout=25) as wire:
        began = time.monotonic()
        wire.send("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        status = wire.status()
        assert status in (0, 408)
        assert time.monotonic() - began < 20


def test_many_open_connections_do_not_hinder_others(server: Deployment) -> None:
    held = [Wire(server.user) for _ in range(300)]
    try:
        for wire in held[::2]:
            wire.send("GET /livez HTTP/1.1\r\n")
        with Wire(server.user, timeout=2) as wire:
            wire.send(request())
            assert wire.status() == 200
    finally:
        for wire in held:
            wire.socket.close()


def test_a_client_that_reads_nothing_hinders_nobody(server: Deployment, ada: Person) -> None:
    with Wire(server.user) as deaf:
        deaf.socket.setblocking(False)
        piece = request("/openapi.json").encode() * 100
        try:
            for _ in range(200):
                deaf.socket.send(piece)
        except BlockingIOError:
            pass
        for _ in range(20):
            assert ada.get("/users/me").status_code == 200


def test_sigterm_finishes_what_is_in_flight_and_ends_with_0(deploy: Deploy) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        body = json.dumps({"title": "Last words", "content": "Sent while you were leaving."})
        head, _, _ = request(
            "/posts",
            "Content-Type: application/json",
            f"Authorization: Bearer {ada.tokens.access}",
            "Expect: 100-continue",
            method="POST",
            body=body,
        ).partition("\r\n\r\n")
        with Wire(server.post) as busy, Wire(server.post) as idle:
            busy.send(head + "\r\n\r\n")
            assert busy.status() == 100
            idle.send(request())
            assert idle.status() == 200
            process = server.post.process
            assert process
            process.send_signal(signal.SIGTERM)
            assert idle.closed(), "an idle connection is closed at once"
            busy.send(body)
            assert busy.status() == 201
        server.post.process = None
        assert process.wait(10) == 0
        server.post.start()
        server.clock.set("2026-11-23T12:00:00Z")
        assert ada.read("/posts/users/me/daily-post")["title"] == "Last words"


def test_a_second_sigterm_ends_at_once_with_0(deploy: Deploy) -> None:
    with deploy() as server:
        program = server.user
        process = program.process
        assert process
        with Wire(program) as busy, Wire(program) as idle:
            busy.send("GET /livez HTTP/1.1\r\nHost: a\r\n")
            idle.send(request())
            assert idle.status() == 200
            process.send_signal(signal.SIGTERM)
            assert idle.closed(), "the first one is being obeyed"
            assert process.poll() is None, "it waits for the request that has begun"
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0
        program.process = None
        assert json.loads(program.last_lines(1))["unfinished"] >= 1, "the request was open"
        program.start()


def test_a_draining_server_says_that_it_is_not_ready(deploy: Deploy) -> None:
    """No new connection is taken once the server drains."""
    with deploy() as server:
        program = server.user
        with Wire(program) as busy:
            busy.send("GET /livez HTTP/1.1\r\nHost: a\r\n")
            process = program.process
            assert process
            process.send_signal(signal.SIGTERM)

            def refused() -> bool:
                try:
                    with Wire(program, timeout=2) as wire:
                        wire.send(request("/readyz"))
                        return wire.status() != 200
                except OSError:
                    return True

            eventually(refused, 5, "new connections are refused")
        program.process = None
        assert process.wait(15) == 0
