"""python peer.py WORLD SECONDS: messages that pywebpush encrypts in a second of the processor.

Its webpush() signs for each message; WebPusher, which that calls, takes headers made before. Nothing
is sent by a session that answers at once.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from py_vapid import Vapid
from pywebpush import WebPusher


class Nobody:
    def post(self, endpoint: str, *, data: bytes, headers: dict[str, str], timeout: float) -> Any:
        if len(data) < 220 or "authorization" not in headers:
            raise ValueError("no request to send")
        return SimpleNamespace(status_code=201, text="", headers={})


def main() -> None:
    world, seconds = json.loads(Path(sys.argv[1]).read_text()), float(sys.argv[2])
    subscriptions, payload, session = world["subscriptions"], world["payload"], Nobody()
    origin = urlsplit(subscriptions[0]["endpoint"])
    vapid = Vapid.from_string(world["privateKey"])
    headers = vapid.sign({"aud": f"{origin.scheme}://{origin.netloc}", "sub": "mailto:" + world["subject"]})
    headers["Topic"] = "daily"

    def send(subscription: dict[str, Any]) -> None:
        WebPusher(subscription, requests_session=session).send(payload, headers, ttl=86400)

    for subscription in subscriptions:
        send(subscription)
    sent, began, used = 0, time.perf_counter(), time.process_time()
    for subscription in cycle(subscriptions):
        if time.perf_counter() - began >= seconds:
            break
        send(subscription)
        sent += 1
    print(f"{sent / (time.process_time() - used):.1f} VAPID header cached")


main()
