"""Chromium's worker shows what our server sent, delivered through the DevTools protocol."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support import settings
from support.deployment import Deploy
from support.people import People
from support.push_service import PushService, shared_authority
from support.subscribers import push_to_myself, received, subscribe

HERE = Path(__file__).resolve().parent


def test_chromium_shows_what_the_server_sent(deploy: Deploy, page: str, tmp_path: Path) -> None:
    options = [*settings.push(shared_authority().ca_file), "--public-url", page]
    with PushService() as service, deploy(*options) as server:
        ada, grace = People(server)("ada", "grace")
        device = subscribe(ada, service)
        push_to_myself(ada)
        received(device)
        grace.ask(ada)
        messages = received(device, 2)
    command = ["node", str(HERE / "deliver.mjs"), page, str(tmp_path / "profile")]
    lines = "".join(message.payload.decode() + "\n" for message in messages)
    result = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    first, both = map(json.loads, result.stdout.splitlines())
    assert [each["title"] for each in first] == ["It works"]
    request = next(each for each in both if each["title"] != "It works")
    assert request["title"] == "Grace Tester asks to be your friend"
    assert request["data"]["navigate"] == f"{page}friends"
