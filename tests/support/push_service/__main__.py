"""A push service by itself: python -m support.push_service --port 8443 --browser-port 8444

DailyGrind is to be started with --push-allow-private-addresses and --push-ca-file FILE; Firefox with
dom.push.serverURL = ws://127.0.0.1:8444/, dom.push.testing.allowInsecureServerURL and
dom.push.testing.ignorePermission set to true.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import time
from pathlib import Path

from support.push_service import Answer, Message, PushService


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="support.push_service", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8443, help="of https, for messages")
    parser.add_argument("--browser-port", type=int, default=8444, help="of the WebSocket, for browsers")
    parser.add_argument("--ca-file", type=Path, default=Path("push-ca.pem"), help="is written at the start")
    parser.add_argument("--devices", type=int, default=0, help="so many subscriptions are made and printed")
    parser.add_argument("--status", type=int, default=201, help="what every message is answered")
    parser.add_argument("--retry-after", type=int, help="seconds")
    return parser.parse_args()


def show(message: Message) -> None:
    headers = f"ttl={message.ttl} urgency={message.urgency} topic={message.topic or '-'}"
    text = message.payload.decode(errors="replace") if message.device.private_key else "(for a browser)"
    print(f"{message.answer.status} {message.device.endpoint} {headers} {text}", flush=True)


def follow(service: PushService) -> None:
    shown, faults = 0, 0
    while True:
        for message in service.attempts[shown:]:
            show(message)
            shown += 1
        for fault in service.faults[faults:]:
            print(f"refused: {fault}", flush=True)
            faults += 1
        time.sleep(0.1)


def main() -> None:
    options = parsed()
    with PushService(options.host, options.port, options.browser_port) as service:
        service.say(Answer(options.status, retry_after=options.retry_after))
        shutil.copy(service.authority.ca_file, options.ca_file)
        print(f"messages {service.origin}, browsers ws://{service.host}:{service.browser_port}/", flush=True)
        print(f"certificate {options.ca_file.resolve()}", flush=True)
        for device in service.new_devices(options.devices):
            print(json.dumps(device.subscription), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            follow(service)


if __name__ == "__main__":
    main()
