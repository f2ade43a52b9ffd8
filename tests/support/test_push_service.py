"""The push service for tests, by senders that share no code with it: pywebpush, httpx, py-vapid."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import http_ece
import httpx
import jwt
import pytest
import pywebpush
import requests
from py_vapid import Vapid
from websockets.sync.client import connect

from support.push_service import (
    Device,
    PushService,
    garbage,
    gone,
    hang_up,
    redirect,
    reset,
    slow,
    throttled,
    too_large,
    unavailable,
)
from support.push_service.device import from_base64url
from support.senders import CONTACT, TEXT, Sender
from support.waiting import eventually


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def sender(service: PushService) -> Sender:
    return Sender(service)


def test_pywebpush_is_understood(service: PushService) -> None:
    device = service.new_device()
    session = requests.Session()
    session.verify = str(service.authority.ca_file)
    session.trust_env = False
    vapid = Vapid()
    vapid.generate_keys()
    answer = pywebpush.webpush(
        device.subscription,
        json.dumps(TEXT),
        vapid_private_key=vapid,
        vapid_claims={"sub": CONTACT},
        ttl=4,
        headers={"Urgency": "high", "Topic": "noon"},
        requests_session=session,
    )
    assert answer.status_code == 201
    [message] = device.received
    assert (message.ttl, message.urgency, message.topic) == (4, "high", "noon")
    assert message.document == TEXT
    assert message.title == "Noon"
    assert message.http_version == "HTTP/1.1"
    assert service.faults == []


@pytest.mark.parametrize("http2", [True, False])
def test_both_versions_of_http(service: PushService, http2: bool) -> None:
    sender = Sender(service, http2=http2)
    device = service.new_device(sender.key)
    for number in range(300):
        assert sender.send(device, sender.body(device, f"{number}".encode())).status_code == 201
    assert [message.payload for message in device.received] == [b"%d" % n for n in range(300)]
    assert {message.http_version for message in device.received} == {"HTTP/2" if http2 else "HTTP/1.1"}
    assert len(service.connections) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": None}, 401),
        ({"Authorization": "Bearer x"}, 401),
        ({"TTL": None}, 400),
        ({"TTL": "-1"}, 400),
        ({"Urgency": "urgent"}, 400),
        ({"Topic": "no spaces"}, 400),
        ({"Topic": "x" * 33}, 400),
        ({"Topic": ""}, 400),
        ({"Content-Encoding": "aesgcm"}, 415),
    ],
)
def test_wrong_headers(service: PushService, sender: Sender, headers: dict, status: int) -> None:
    device = service.new_device()
    assert sender.send(device, **headers).status_code == status
    assert len(service.faults) == 1
    assert device.attempts == []


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example.net"},
        {"exp": 1},
        {"exp": int(time.time()) + 90_000},
        {"sub": None},
        {"sub": "ops"},
        {"sub": "mailto:me@example.com"},
        {"sub": "https://localhost/"},
    ],
)
def test_wrong_claims(service: PushService, sender: Sender, changes: dict) -> None:
    device = service.new_device()
    token = jwt.encode(sender.claims(**changes), sender.vapid.private_key, algorithm="ES256")
    assert sender.send(device, Authorization=f"vapid t={token}, k={sender.key}").status_code == 403
    assert service.faults


def test_a_token_of_another_key(service: PushService, sender: Sender) -> None:
    other = Sender(service)
    device = service.new_device(sender.key)
    assert other.send(device).status_code == 403, "the subscription is another server's"
    token = sender.headers()["Authorization"]
    assert sender.send(device, Authorization=token.replace(sender.key, other.key)).status_code == 403
    head, tail = token.split(",k=")
    assert sender.send(device, Authorization=f"{head[:-4]}AAAA,k={tail}").status_code == 403
    assert sender.send(device).status_code == 201


def test_a_message_over_4096_bytes_is_too_large(service: PushService, sender: Sender) -> None:
    device = service.new_device()
    assert sender.send(device, sender.body(device, b"x" * 3993)).status_code == 201
    assert sender.send(device, sender.body(device, b"x" * 3994)).status_code == 413
    assert sender.send(device, b"x" * 100_000).status_code == 413
    assert sender.send(device, b"x" * 50).status_code == 400


def test_what_is_not_there_is_404(service: PushService, sender: Sender) -> None:
    device = service.new_device()
    assert sender.http.get(device.endpoint).status_code == 405
    service.forget(device)
    assert sender.send(device).status_code == 404
    assert service.unknown == 1


def test_answers_follow_the_script(service: PushService, sender: Sender) -> None:
    device, other = service.new_devices(2)
    service.say(throttled(7), throttled(60, as_date=True), unavailable(), gone(), to=device)
    answers = [sender.send(device) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [429, 429, 503, 410, 410]
    assert answers[0].headers["retry-after"] == "7"
    date, now = (parsedate_to_datetime(answers[1].headers[name]) for name in ("retry-after", "date"))
    assert 59 <= (date - now).total_seconds() <= 60
    assert sender.send(other).status_code == 201
    service.say(too_large())
    assert sender.send(other).status_code == 413
    service.say(redirect("https://elsewhere.example.net/"))
    assert sender.send(other).headers["location"] == "https://elsewhere.example.net/"
    assert len(device.attempts) == 5
    assert device.received == []


@pytest.mark.parametrize("answer", [reset(), hang_up(), garbage()], ids=lambda answer: answer.breaks)
@pytest.mark.parametrize("http2", [True, False])
def test_broken_answers(service: PushService, http2: bool, answer: Any) -> None:
    sender = Sender(service, http2=http2)
    device = service.new_device()
    service.say(answer, to=device)
    with pytest.raises(httpx.TransportError):
        sender.send(device)
    service.say(slow(0.05), to=device)
    began = time.monotonic()
    assert sender.send(device).status_code == 201
    assert time.monotonic() - began >= 0.05
    assert [message.answer.accepts for message in device.attempts] == [False, True]


def test_of_each_topic_the_last_is_kept(service: PushService, sender: Sender) -> None:
    device = service.new_device()
    for number, topic in enumerate(["a", "b", None, "a", None]):
        sender.send(device, sender.body(device, b"%d" % number), Topic=topic)
    assert sorted(message.payload for message in device.kept) == [b"1", b"2", b"3", b"4"]
    assert len(device.received) == 5


def test_a_browser_registers_and_is_told(service: PushService, sender: Sender) -> None:
    url = f"ws://127.0.0.1:{service.browser_port}/"
    with connect(url, subprotocols=["push-notification"], proxy=None) as browser:  # type: ignore[list-item]

        def ask(message: dict[str, Any]) -> dict[str, Any]:
            browser.send(json.dumps(message))
            return json.loads(browser.recv(5))

        assert browser.subprotocol == "push-notification"
        assert ask({}) == {}
        hello = ask({"messageType": "hello", "broadcasts": {}, "use_webpush": True})
        assert (hello["status"], hello["use_webpush"], len(hello["uaid"])) == (200, True, 32)
        made = ask({"messageType": "register", "channelID": "c1", "key": sender.key})
        assert made["channelID"] == "c1"
        theirs = Device.new(made["pushEndpoint"])  # the keys that the browser would have
        assert Sender(service).send(theirs).status_code == 403, "only the server of the key may send"
        assert sender.send(theirs).status_code == 201
        told = json.loads(browser.recv(5))
        assert (told["messageType"], told["channelID"]) == ("notification", "c1")
        assert told["headers"] == {"encoding": "aes128gcm"}
        body = from_base64url(told["data"])
        text = http_ece.decrypt(body, private_key=theirs.private_key, auth_secret=theirs.auth)
        assert json.loads(text) == TEXT
        browser.send(json.dumps({"messageType": "ack", "updates": [{"channelID": "c1", "code": 100}]}))
        eventually(lambda: service.browsers.answers == [("ack", 100)], what="the acknowledgement")
        assert ask({"messageType": "unregister", "channelID": "c1"})["status"] == 200
        assert sender.send(theirs).status_code == 404


def test_services_have_origins_of_their_own_and_one_authority(service: PushService) -> None:
    with PushService(host="localhost") as other:
        assert other.origin != service.origin
        sender = Sender(other)
        assert sender.send(other.new_device()).status_code == 201
        assert Sender(service).send(service.new_device()).status_code == 201
