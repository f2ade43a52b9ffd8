"""The web app in a real browser with push: from the sign-in to the click on a notification."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import settings
from support.deployment import Deploy, Deployment
from support.node_driver import NodeDriver
from support.people import People, Person, await_sight
from support.push_service import PushService, shared_authority
from support.subscribers import inbox, subscriptions
from support.waiting import eventually

SHOWN = 100  # Firefox's code in acknowledgements
HERE = Path(__file__).resolve().parent

pytestmark = pytest.mark.topology("one")


class App(NodeDriver):
    """The app, led step by step; web_app.mjs has the steps."""

    def __init__(self, url: str, service: PushService, folder: Path) -> None:
        self.url = url
        push_url = f"ws://127.0.0.1:{service.browser_port}/"
        words = [push_url, str(folder / "profile")]
        super().__init__(HERE / "web_app.mjs", *words, errors=folder / "errors.txt")

    def do(self, step: str, *given: str, within: float = 30) -> Any:
        self.tell(json.dumps([step, *given]))
        return self.line(within)

    def open(self, path: str) -> None:
        self.do("open", self.url + path, within=60)

    def sign_in(self, person: Person) -> None:
        self.open("/sign-in")
        self.do("fill", "E-mail", person.email)
        self.do("fill", "Password", person.password)
        self.do("press", "Sign in")

    def await_page(self, path: str) -> None:
        """Waits until one of the pages is there."""
        eventually(lambda: self.url + path in self.do("pages"), 20, f"a page at {path}", pause=0.05)


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def server(deploy: Deploy, service: PushService) -> Iterator[Deployment]:
    server = deploy(*settings.push(shared_authority().ca_file), noon=False)
    server.user.command += ["--public-url", server.user.url]
    with server:
        yield server


@pytest.fixture
def app(server: Deployment, service: PushService, tmp_path: Path) -> Iterator[App]:
    app = App(server.user.url, service, tmp_path)
    yield app
    app.close()


def comment(author: Person, reader: Person, text: str) -> str:
    """A comment of a friend on today's piece; the piece's id."""
    piece = author.read("/posts/users/me/daily-post")
    await_sight(piece, reader)
    reader.create(f"/posts/{piece['postId']}/comments", {"content": text})
    return piece["postId"]


def title_of_comment(person: Person) -> str:
    """Of the notification that tells of it."""
    told = eventually(lambda: [each for each in inbox(person) if each["type"] == "comment"], 5, "a comment")
    return told[0]["title"]


def test_who_shares_and_allows_it_is_told_of_a_comment_and_led_there(
    app: App, server: Deployment, service: PushService
) -> None:
    ada, grace = People(server)("ada", "grace")
    ada.befriend(grace)
    app.sign_in(ada)
    app.do("fill", "Title", "Foxes are no dogs")
    app.do("fill", "Text", "They cannot have young together.")
    app.do("press", "Share")
    app.do("see", "You have shared today")
    app.do("press", "Allow notifications")
    app.do("allow_notifications")
    [subscription] = eventually(lambda: subscriptions(ada), 10, "a subscription")
    assert subscription["endpoint"].startswith(service.origin)

    post_id = comment(ada, grace, "Well said")
    title = title_of_comment(ada)
    notification = app.do("notified", title)
    assert notification["data"]["navigate"] == f"{app.url}/pieces/{post_id}"
    before = app.do("pages")
    app.do("click_notification", title)
    app.await_page(f"/pieces/{post_id}")
    app.do("see", "Well said")
    assert len(app.do("pages")) == len(before)  # the window that was open

    app.do("open", "about:blank")
    comment(ada, grace, "And once more")
    app.do("click_notification", title)
    app.await_page(f"/pieces/{post_id}")
    assert len(app.do("pages")) == len(before) + 1
    assert set(service.browsers.answers) == {("ack", SHOWN)}
    assert service.faults == []


def test_the_push_doctor_leads_to_a_test_that_arrives(
    app: App, server: Deployment, service: PushService
) -> None:
    [ada] = People(server)("ada")
    app.sign_in(ada)
    app.do("see", "What have you learnt?")
    app.open("/settings/notifications")
    app.do("see", "One click is missing for notifications on this device.")
    app.do("press", "Allow notifications")
    app.do("allow_notifications")
    app.do("see", "All is set: notifications reach this device.")
    app.do("press", "Send a test")
    app.do("see", "It has arrived here.")
    assert app.do("notified", "It works")["data"]["navigate"].startswith(app.url)
    app.do("see", "the push service took it.")
    app.do("press", "Stop notifications here")
    app.do("see", "One click is missing for notifications on this device.")
    assert subscriptions(ada) == []
    assert service.browsers.answers == [("ack", SHOWN)]
    assert service.faults == []
