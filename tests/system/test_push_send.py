"""Messages of administrators to everyone, and the jobs that send them."""

from __future__ import annotations

import pytest

from support.checks import UNKNOWN_UUID, UUID_V7, expect, expect_problem, expect_shape
from support.people import People, Person
from support.push_service import PushService, created, gone, throttled
from support.subscribers import (
    JOB,
    PUSH,
    SERVICE_COUNT,
    finished,
    inbox,
    received,
    send,
    subscribe,
    subscriptions,
)
from support.waiting import eventually


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


@pytest.fixture
def root(push_administrator: Person) -> Person:
    return push_administrator


def test_everyone_gets_it_on_every_device(
    root: Person, ada: Person, grace: Person, push_service: PushService
) -> None:
    devices = [subscribe(person, push_service) for person in (ada, ada, grace)]
    answer = root.post(f"{PUSH}/send", {"title": "New terms", "body": "Read them", "url": "/terms"})
    job_id = expect(answer, 202).json()["jobId"]
    assert UUID_V7.fullmatch(job_id)
    assert answer.headers["location"] == f"{PUSH}/jobs/{job_id}"
    for device in devices:
        [message] = received(device)
        assert message.title == "New terms"
        assert message.notification["body"] == "Read them"
        assert message.notification["navigate"].endswith("/terms")
        assert message.topic
        assert message.notification["tag"]
    assert len({message.topic for device in devices for message in device.received}) == 1
    eventually(lambda: [entry["title"] for entry in inbox(grace)] == ["New terms"], what="the inbox")


def test_the_job_tells_how_it_went(root: Person, ada: Person, push_service: PushService) -> None:
    good, dead = subscribe(ada, push_service), subscribe(ada, push_service)
    push_service.say(gone(), to=dead)
    job = expect_shape(finished(root, send(root), within=30), JOB)
    received(good)
    assert (job["kind"], job["state"]) == ("send", "done")
    assert job["queued"] == job["sent"] + job["gone"] + job["failed"]
    assert 0 <= job["latenessP50"] <= job["latenessP99"] < 60_000
    for each in job["services"]:
        expect_shape(each, SERVICE_COUNT)
    [ours] = [each for each in job["services"] if each["service"] == push_service.origin]
    assert ours == {"service": push_service.origin, "sent": 1, "gone": 1, "throttled": 0, "failed": 0}
    for name in ("sent", "gone", "failed"):
        assert job[name] == sum(each[name] for each in job["services"])
    assert [each["endpoint"] for each in subscriptions(ada)] == [good.endpoint]


def test_what_is_throttled_is_counted_and_sent(root: Person, ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    push_service.say(throttled(1), created(), to=device)
    job_id = send(root)
    received(device, within=15)
    job = finished(root, job_id, within=30)
    assert job["throttled"] >= 1
    [ours] = [each for each in job["services"] if each["service"] == push_service.origin]
    assert (ours["sent"], ours["failed"]) == (1, 0)


def test_a_text_is_a_message_too(root: Person, ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    answer = root.call(
        "POST", f"{PUSH}/send", content="Grüße an alle".encode(), headers={"Content-Type": "text/plain"}
    )
    expect(answer, 202)
    [message] = received(device)
    assert "Grüße an alle" in (message.title, message.notification.get("body"))


def test_the_longest_message_fits(root: Person, ada: Person, push_service: PushService) -> None:
    """In characters of four bytes, it is cut to what push services take."""
    device = subscribe(ada, push_service)
    send(root, "🦉" * 200, "🦉" * 500, url="/" + "x" * 999)
    [message] = received(device)
    assert message.title.startswith("🦉" * 50)
    assert message.notification["body"].startswith("🦉" * 100)
    assert len(message.payload) <= 3993


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"body": "B"}, "/title"),
        ({"title": "", "body": "B"}, "/title"),
        ({"title": "T" * 201, "body": "B"}, "/title"),
        ({"title": "T"}, "/body"),
        ({"title": "T", "body": "B" * 5001}, "/body"),
        ({"title": "T", "body": "B", "url": "javascript:alert(1)"}, "/url"),
        ({"title": "T", "body": "B", "url": "//evil.example.net/"}, "/url"),
        ({"title": 5, "body": "B"}, "/title"),
    ],
)
def test_bad_messages(root: Person, body: dict, pointer: str) -> None:
    expect_problem(root.post(f"{PUSH}/send", body), 422, pointer)


def test_the_same_key_sends_once(root: Person, ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    body = {"title": "Once", "body": "only"}
    headers = {"Idempotency-Key": f"once-{ada.id}"}
    ids = {expect(root.post(f"{PUSH}/send", body, headers=headers), 202).json()["jobId"] for _ in range(3)}
    [job_id] = ids
    finished(root, job_id, within=30)
    assert [message.title for message in received(device)] == ["Once"]


def test_only_administrators_send(ada: Person, grace: Person, push_service: PushService) -> None:
    device = subscribe(grace, push_service)
    expect_problem(ada.post(f"{PUSH}/send", {"title": "T", "body": "B"}), 403)
    expect_problem(grace.post(f"{PUSH}/send", {"title": "T", "body": "B"}), 403)
    expect_problem(ada.post(f"{PUSH}/send", {}), 403)
    assert device.attempts == []


def test_only_administrators_see_jobs(root: Person, ada: Person) -> None:
    job_id = send(root)
    expect_problem(ada.get(f"{PUSH}/jobs/{job_id}"), 403)
    assert root.read(f"{PUSH}/jobs/{job_id}")["jobId"] == job_id
    expect_problem(root.get(f"{PUSH}/jobs/{UNKNOWN_UUID}"), 404)
    expect_problem(root.get(f"{PUSH}/jobs/x"), 404)


def test_progress_shows_in_metrics(root: Person, ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    finished(root, send(root), within=30)
    received(device)
    server = root.deployment
    metrics = server.http.get(server.push.url + "/metrics").text
    # Anybody may name any host, so that only the well-known push services have a name in metrics.
    sent = 'dailygrind_webpush_requests_total{service="other",outcome="sent"} 1'
    assert sent in metrics.splitlines(), metrics
    assert 'dailygrind_push_lateness_seconds_count{service="other"} 1' in metrics.splitlines(), metrics
