"""The connection between a browser and its push service, as Firefox speaks it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosedError

from support.push_service.device import Device, base64url

# Makes a device for an application key; the device of a channel that is closed is given back.
Register = Callable[[str], Device]
Unregister = Callable[[Device], None]


class BrowserSide:
    """Sessions of browsers. Codes that a browser answers to messages stand in `answers`."""

    def __init__(self, register: Register, unregister: Unregister) -> None:
        self._register = register
        self._unregister = unregister
        self._channels: dict[str, Device] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self.answers: list[tuple[str, int]] = []  # "ack" or "nack", and its code

    async def listen(self, host: str, port: int) -> Server:
        return await serve(
            self._session,
            host,
            port,
            subprotocols=["push-notification"],
            compression=None,  # type: ignore[list-item]
        )

    async def _session(self, connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosedError):  # a browser that ends takes no leave
            async for text in connection:
                message = json.loads(text)
                if not message:
                    await connection.send("{}")
                elif answer := self._answer(connection, message):
                    await connection.send(json.dumps({"messageType": message["messageType"], **answer}))

    def _answer(self, connection: ServerConnection, message: dict[str, Any]) -> dict[str, Any] | None:
        match message["messageType"]:
            case "hello":
                for channel, device in self._channels.items():
                    self._connect(device, channel, connection)
                return {"uaid": message.get("uaid") or uuid.uuid4().hex, "status": 200, "use_webpush": True}
            case "register":
                channel = message["channelID"]
                device = self._register((message.get("key") or "").rstrip("="))
                self._channels[channel] = device
                self._connect(device, channel, connection)
                return {"channelID": channel, "status": 200, "pushEndpoint": device.endpoint}
            case "unregister":
                if device := self._channels.pop(message["channelID"], None):
                    self._unregister(device)
                return {"channelID": message["channelID"], "status": 200}
            case "ack":
                self.answers += [("ack", update.get("code", 0)) for update in message.get("updates", [])]
            case "nack":
                self.answers.append(("nack", message.get("code", 0)))
        return None

    def _connect(self, device: Device, channel: str, connection: ServerConnection) -> None:
        loop = asyncio.get_running_loop()

        def deliver(body: bytes) -> None:
            notification = {
                "messageType": "notification",
                "channelID": channel,
                "version": uuid.uuid4().hex,
                "data": base64url(body),
                "headers": {"encoding": "aes128gcm"},
            }
            task = loop.create_task(connection.send(json.dumps(notification)))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

        device.deliver = deliver
