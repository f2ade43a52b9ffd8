"""HTTP/2 and HTTP/1.1 connections that hand whole requests to a function and send its answers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings
import h11

from support.push_service.answers import Answer

GARBAGE = b"\x00\xff\xff\x2a\x7f this is no HTTP \r\n\r\n" * 4
RENEW_WINDOW = 1 << 20  # bytes read before the connection's window is opened again
SETTINGS = {
    h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 250,
    h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: RENEW_WINDOW,
    h2.settings.SettingCodes.MAX_HEADER_LIST_SIZE: 1 << 16,
}


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    http_version: str


Handler = Callable[[Request], Answer]


class Http2(asyncio.Protocol):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        config = h2.config.H2Configuration(
            client_side=False,
            header_encoding="utf-8",
            validate_inbound_headers=False,
            normalize_inbound_headers=False,
            validate_outbound_headers=False,
            normalize_outbound_headers=False,
        )
        self._http = h2.connection.H2Connection(config)
        self._requests: dict[int, Request] = {}
        self._read = 0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._http.local_settings = h2.settings.Settings(client=False, initial_values=SETTINGS)
        self._http.initiate_connection()
        self._http.increment_flow_control_window(8 * RENEW_WINDOW)
        self._flush()

    def data_received(self, data: bytes) -> None:
        try:
            events = self._http.receive_data(data)
        except h2.exceptions.ProtocolError:
            self._flush()
            self._transport.close()
            return
        for event in events:
            self._take(event)
        if self._read >= RENEW_WINDOW:
            self._http.increment_flow_control_window(self._read)
            self._read = 0
        self._flush()

    def _take(self, event: h2.events.Event) -> None:
        match event:
            case h2.events.RequestReceived():
                headers = dict(event.headers)
                self._requests[event.stream_id] = Request(
                    headers[":method"], headers[":path"], headers, b"", "HTTP/2"
                )
            case h2.events.DataReceived():
                self._read += event.flow_controlled_length
                if request := self._requests.get(event.stream_id):
                    request.body += event.data
            case h2.events.StreamEnded():
                if request := self._requests.pop(event.stream_id, None):
                    self._answer(event.stream_id, self._handler(request))
            case h2.events.StreamReset():
                self._requests.pop(event.stream_id, None)
            case h2.events.ConnectionTerminated():
                self._transport.close()

    def _answer(self, stream: int, answer: Answer) -> None:
        if answer.delay:
            asyncio.get_running_loop().call_later(answer.delay, self._send_late, stream, answer)
        else:
            self._send(stream, answer)

    def _send_late(self, stream: int, answer: Answer) -> None:
        try:
            self._send(stream, answer)
        except h2.exceptions.ProtocolError:
            return  # the client went away meanwhile
        self._flush()

    def _send(self, stream: int, answer: Answer) -> None:
        match answer.breaks:
            case "silent":
                return
            case "reset":
                self._http.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
                return
            case "garbage":
                self._flush()
                self._transport.write(GARBAGE)
                self._transport.close()
                return
        headers = [(":status", str(answer.status)), *answer.headers()]
        self._http.send_headers(stream, headers, end_stream=not answer.text and not answer.breaks)
        if answer.breaks == "hang_up":
            self._flush()
            self._transport.close()
        elif answer.text:
            self._http.send_data(stream, answer.text.encode(), end_stream=True)

    def _flush(self) -> None:
        if (data := self._http.data_to_send()) and not self._transport.is_closing():
            self._transport.write(data)


class Http1(asyncio.Protocol):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._http = h11.Connection(h11.SERVER)
        self._request: Request | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._http.receive_data(data)
        self._take_all()

    def _take_all(self) -> None:
        try:
            while (event := self._http.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                self._take(event)
        except h11.RemoteProtocolError:
            self._transport.close()

    def _take(self, event: object) -> None:
        match event:
            case h11.Request():
                headers = {name.decode(): value.decode() for name, value in event.headers}
                self._request = Request(
                    event.method.decode(), event.target.decode(), headers, b"", "HTTP/1.1"
                )
            case h11.Data():
                assert self._request
                self._request.body += bytes(event.data)
            case h11.EndOfMessage():
                assert self._request
                answer = self._handler(self._request)
                asyncio.get_running_loop().call_later(answer.delay, self._send, answer)
            case h11.ConnectionClosed():
                raise h11.RemoteProtocolError("the client is gone")

    def _send(self, answer: Answer) -> None:
        if self._transport.is_closing() or answer.breaks == "silent":
            return
        if answer.breaks == "garbage":
            self._transport.write(GARBAGE)
        if answer.breaks in ("garbage", "reset"):
            self._transport.close()
            return
        head = h11.Response(status_code=answer.status, headers=answer.headers())
        data = self._http.send(head) or b""
        if answer.breaks == "hang_up":
            self._transport.write(data[: len(data) // 2])
            self._transport.close()
            return
        if answer.text:
            data += self._http.send(h11.Data(data=answer.text.encode())) or b""
        data += self._http.send(h11.EndOfMessage()) or b""
        self._transport.write(data)
        if self._http.our_state is h11.MUST_CLOSE:
            self._transport.close()
            return
        self._http.start_next_cycle()
        self._take_all()


class Chosen(asyncio.Protocol):
    """Becomes what ALPN says once the handshake is over."""

    def __init__(self, handler: Handler, opened: set[asyncio.Transport]) -> None:
        self._handler = handler
        self._opened = opened
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        tls: ssl.SSLObject = transport.get_extra_info("ssl_object")
        kind = Http2 if tls.selected_alpn_protocol() == "h2" else Http1
        self._chosen = kind(self._handler)
        self._transport = transport  # type: ignore[assignment]
        self._opened.add(self._transport)
        self.data_received = self._chosen.data_received  # type: ignore[method-assign]
        self._chosen.connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._opened.discard(self._transport)


async def listen(
    handler: Handler, host: str, port: int, tls: ssl.SSLContext, opened: set[asyncio.Transport]
) -> asyncio.Server:
    """`opened` holds the connections there are."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(partial(Chosen, handler, opened), host, port, ssl=tls, backlog=512)
