"""A real browser receives what was encrypted for it, through the push service of the tests."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import settings
from support.deployment import Deploy
from support.node_driver import NodeDriver
from support.people import People
from support.push_service import PushService, shared_authority
from support.push_service.device import from_base64url
from support.senders import Sender
from support.subscribers import PUSH, application_key, prefer
from support.waiting import eventually

SHOWN, UNREADABLE = 100, 101  # Firefox's codes in acknowledgements
HERE = Path(__file__).resolve().parent


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


class Firefox(NodeDriver):
    """Firefox with the page open; `line()` is the next that drive.mjs prints."""

    def __init__(self, page: str, key: str, service: PushService, folder: Path) -> None:
        push_url = f"ws://127.0.0.1:{service.browser_port}/"
        words = [page, key, push_url, str(folder / "profile")]
        super().__init__(HERE / "drive.mjs", *words, errors=folder / "errors.txt")

    def click(self, title: str) -> list[str]:
        """Clicks the notification with that title; the addresses of the pages that it opened."""
        self.tell(title)
        while True:
            line = self.line(within=20)
            if line and isinstance(line[0], str):
                return line


@pytest.fixture
def sender(service: PushService) -> Sender:
    return Sender(service)


@pytest.fixture
def firefox(page: str, service: PushService, sender: Sender, tmp_path: Path) -> Iterator[Firefox]:
    firefox = Firefox(page, sender.key, service, tmp_path)
    yield firefox
    firefox.close()


def post(sender: Sender, subscription: dict[str, Any], title: str) -> int:
    keys = {name: from_base64url(text) for name, text in subscription["keys"].items()}
    notification = {"title": title, "body": "Grüße", "tag": "noon", "navigate": "https://app.example.net/"}
    text = json.dumps({"web_push": 8030, "notification": notification}).encode()
    body = sender.encrypted(text, keys["p256dh"], keys["auth"])
    return sender.post(subscription["endpoint"], body).status_code


def test_firefox_decrypts_and_shows_a_message(firefox: Firefox, service: PushService, sender: Sender) -> None:
    subscription = firefox.line(within=60)
    assert subscription["endpoint"].startswith(service.origin)
    assert post(sender, subscription, "Noon") == 201
    [shown] = firefox.line(within=20)
    assert (shown["title"], shown["body"], shown["tag"]) == ("Noon", "Grüße", "noon")
    assert shown["data"] == {"navigate": "https://app.example.net/"}
    eventually(lambda: service.browsers.answers == [("ack", SHOWN)], 10, "the browser's answer")
    assert post(sender, subscription, "Noon, once more") == 201
    eventually(lambda: len(service.browsers.answers) == 2, 10, "the browser's second answer")
    while shown["title"] != "Noon, once more":
        [shown] = firefox.line(within=20) or [shown]  # of one tag there is one, or none for a moment
    assert service.faults == []


def test_firefox_refuses_what_another_key_encrypted(
    firefox: Firefox, service: PushService, sender: Sender
) -> None:
    subscription = firefox.line(within=60)
    other = service.new_device()
    body = sender.body(other)
    assert sender.post(subscription["endpoint"], body).status_code == 201
    eventually(lambda: service.browsers.answers, 20, "the browser's answer")
    assert service.browsers.answers == [("ack", UNREADABLE)]


def test_firefox_is_called_at_noon_and_told_of_a_comment(
    deploy: Deploy, page: str, service: PushService, tmp_path: Path
) -> None:
    options = [*settings.push(shared_authority().ca_file), "--public-url", page]
    with deploy(*options, noon=False) as server:
        server.clock.set("2035-01-01T09:00:00Z")
        ada, grace = People(server).friends("ada", "grace")
        post_id = ada.read("/posts/users/me/daily-post")["postId"]
        prefer(ada, whenAlreadyPosted="other")
        with contextlib.closing(Firefox(page, application_key(ada), service, tmp_path)) as firefox:
            ada.create(f"{PUSH}/subscribe", firefox.line(within=60))
            server.clock.set("2035-01-01T11:59:59Z")
            [noon] = firefox.line(within=20)
            assert noon["data"]["type"] == "daily"
            assert noon["data"]["navigate"] == page
            grace.sign_in().create(f"/posts/{post_id}/comments", {"content": "Well said"})
            shown = firefox.line(within=20)
            [comment] = [each for each in shown if each["data"]["type"] == "comment"]
            assert "Grace" in comment["title"]
            assert firefox.click(comment["title"]) == [f"{page}pieces/{post_id}"]
    assert service.browsers.answers == [("ack", SHOWN)] * 2
    assert service.faults == []
