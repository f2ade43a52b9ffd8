"""A sender of web push messages that shares no code with ours: httpx, http_ece, py-vapid."""

from __future__ import annotations

import json
import time
from typing import Any

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid

from support.push_service import Device, PushService
from support.push_service.device import base64url, from_base64url, point_of

CONTACT = "mailto:ops@dailygrind.example.net"
TEXT = {"web_push": 8030, "notification": {"title": "Noon", "navigate": "https://app.example.net/"}}


class Sender:
    """HTTP/2 by httpx, encryption by http_ece, tokens by py-vapid."""

    def __init__(self, service: PushService, *, http2: bool = True) -> None:
        self.service = service
        self.vapid = Vapid()
        self.vapid.generate_keys()
        self.http = httpx.Client(
            http2=http2, verify=service.authority.client_context(), trust_env=False, timeout=10
        )

    @property
    def key(self) -> str:
        return base64url(point_of(self.vapid.public_key))

    def claims(self, **changes: Any) -> dict[str, Any]:
        claims = {"aud": self.service.origin, "sub": CONTACT, "exp": int(time.time()) + 3600, **changes}
        return {name: value for name, value in claims.items() if value is not None}

    def headers(self, **changes: str | None) -> dict[str, str]:
        headers = {**self.vapid.sign(self.claims()), "TTL": "60", "Content-Encoding": "aes128gcm", **changes}
        return {name: value for name, value in headers.items() if value is not None}

    def body(self, device: Device, text: bytes = b"") -> bytes:
        keys = device.subscription["keys"]
        return self.encrypted(
            text or json.dumps(TEXT).encode(), from_base64url(keys["p256dh"]), from_base64url(keys["auth"])
        )

    @staticmethod
    def encrypted(text: bytes, p256dh: bytes, auth: bytes) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        return http_ece.encrypt(text, private_key=key, dh=p256dh, auth_secret=auth, version="aes128gcm")

    def send(self, device: Device, body: bytes | None = None, **headers: str | None) -> httpx.Response:
        content = self.body(device) if body is None else body
        return self.post(device.endpoint, content, **headers)

    def post(self, endpoint: str, body: bytes, **headers: str | None) -> httpx.Response:
        return self.http.post(endpoint, content=body, headers=self.headers(**headers))
