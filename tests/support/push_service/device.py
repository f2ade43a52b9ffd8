"""A browser's subscription with its keys, and the messages that came for it."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from support.push_service.answers import Answer


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Uncompressed, 65 bytes."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


@dataclass(eq=False)
class Device:
    """`private_key` is absent where the browser is a real one: then only it can read the messages."""

    endpoint: str
    application_key: str = ""  # base64url; "" takes messages of any application server
    private_key: ec.EllipticCurvePrivateKey | None = None
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    attempts: list[Message] = field(default_factory=list)  # in the order in which they came
    script: list[Answer] = field(default_factory=list)
    deliver: Callable[[bytes], None] | None = None  # to a real browser

    @classmethod
    def new(cls, endpoint: str, application_key: str = "") -> Device:
        return cls(endpoint, application_key, ec.generate_private_key(ec.SECP256R1()))

    @property
    def subscription(self) -> dict[str, Any]:
        """As PushSubscription.toJSON() gives it."""
        assert self.private_key, "the keys are the browser's"
        keys = {
            "p256dh": base64url(point_of(self.private_key.public_key())),
            "auth": base64url(self.auth),
        }
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    @property
    def received(self) -> list[Message]:
        """What the push service took for it."""
        return [message for message in self.attempts if message.answer.accepts]

    @property
    def kept(self) -> list[Message]:
        """What a push service would still hold for a browser that was away: of each topic the last."""
        last = {message.topic or f" {number}": message for number, message in enumerate(self.received)}
        return list(last.values())


@dataclass(eq=False)
class Message:
    """One message as it arrived; it is decrypted when somebody reads it."""

    device: Device
    answer: Answer
    body: bytes
    ttl: int
    urgency: str
    topic: str
    http_version: str
    at: float = field(default_factory=time.monotonic)

    @cached_property
    def payload(self) -> bytes:
        return http_ece.decrypt(
            self.body,
            private_key=self.device.private_key,
            auth_secret=self.device.auth,
            version="aes128gcm",
        )

    @cached_property
    def document(self) -> dict[str, Any]:
        return json.loads(self.payload)

    @property
    def notification(self) -> dict[str, Any]:
        """Of a declarative message."""
        assert self.document["web_push"] == 8030, self.document
        return self.document["notification"]

    @property
    def title(self) -> str:
        return self.notification["title"]
