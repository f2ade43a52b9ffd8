"""The push service: who has subscribed, what it says, what it got."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import threading
from types import TracebackType

from support.push_service.answers import Answer, created
from support.push_service.browser_side import BrowserSide
from support.push_service.certificate import Authority, shared_authority
from support.push_service.device import Device, Message
from support.push_service.rules import Refusal, VapidRules, check_message
from support.push_service.wire import Request, listen


class PushService:
    """Listens while it is entered, on a thread of its own; its methods are for any thread.

    A message that breaks a rule of the RFCs is refused as a real service refuses it, whatever the
    script says, and noted in `faults`.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        browser_port: int = 0,
        authority: Authority | None = None,
    ) -> None:
        self.authority = authority or shared_authority()
        self.host = host
        self.port = port
        self.browser_port = browser_port
        self.origin = ""
        self.faults: list[str] = []
        self.attempts: list[Message] = []  # all of them, in the order in which they came
        self.unknown = 0  # messages for endpoints that there are not
        self.connections: set[asyncio.Transport] = set()
        self.browsers = BrowserSide(self.new_device, self.forget)
        self._devices: dict[str, Device] = {}
        self._script: list[Answer] = [created()]
        self._numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._stop: asyncio.Event

    # Life.

    def __enter__(self) -> PushService:
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as failure:
            self._failure = failure
            self._ready.set()
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        tls = self.authority.server_context()
        server = await listen(self._handle, self.host, self.port, tls, self.connections)
        browsers = await self.browsers.listen(self.host, self.browser_port)
        self.port = server.sockets[0].getsockname()[1]
        self.browser_port = next(iter(browsers.sockets)).getsockname()[1]
        self.origin = f"https://{self.host}:{self.port}"
        self._vapid = VapidRules(self.origin)
        self._ready.set()
        await self._stop.wait()
        server.close()
        for connection in list(self.connections):
            connection.abort()
        browsers.close()
        await browsers.wait_closed()

    # Devices and what is said to them.

    def new_device(self, application_key: str = "") -> Device:
        token = f"{next(self._numbers)}-{secrets.token_urlsafe(9)}"
        device = Device.new(f"{self.origin}/push/{token}", application_key)
        self._devices[f"/push/{token}"] = device
        return device

    def new_devices(self, count: int, application_key: str = "") -> list[Device]:
        return [self.new_device(application_key) for _ in range(count)]

    def adopt(self, device: Device) -> None:
        """Takes a device over from a service that had the same address."""
        self._devices[device.endpoint.removeprefix(self.origin)] = device

    def forget(self, device: Device) -> None:
        """As when the browser unsubscribes: 404 from now on."""
        self._devices.pop(device.endpoint.removeprefix(self.origin), None)

    def say(self, *answers: Answer, to: Device | None = None) -> None:
        """One answer after the other; the last one stays. Devices with answers of their own have those."""
        script = self._script if to is None else to.script
        script[:] = answers

    @property
    def received(self) -> list[Message]:
        return [message for message in self.attempts if message.answer.accepts]

    # Requests, on the thread of the loop.

    def _handle(self, request: Request) -> Answer:
        if request.method != "POST":
            return Answer(405, "messages are posted")
        device = self._devices.get(request.path)
        if device is None:
            self.unknown += 1
            return Answer(404, "no such subscription")
        try:
            self._vapid.check(device, request.headers.get("authorization", ""))
            ttl, urgency, topic = check_message(request.headers, request.body)
        except Refusal as refusal:
            self.faults.append(refusal.text)
            return Answer(refusal.status, refusal.text)
        answer = self._next_answer(device)
        message = Message(device, answer, request.body, ttl, urgency, topic, request.http_version)
        device.attempts.append(message)
        self.attempts.append(message)
        if answer.accepts and device.deliver:
            device.deliver(request.body)
        return answer

    def _next_answer(self, device: Device) -> Answer:
        script = device.script or self._script
        return script.pop(0) if len(script) > 1 else script[0]
