"""What people are told of: requests, acceptances, comments and likes."""

from __future__ import annotations

import re

import pytest

from support.checks import expect, expect_problem
from support.people import People, Person, await_sight
from support.push_service import Device, PushService
from support.subscribers import inbox, prefer, push_to_myself, received, subscribe
from support.waiting import eventually


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def latest(device: Device) -> str:
    return device.received[-1].title if device.received else ""


def nothing_but_the_test(person: Person, device: Device) -> None:
    """What was on its way before the test push has come before it, or does not come."""
    before = len(device.received)
    push_to_myself(person)
    received(device, before + 1)


def sound(device: Device) -> None:
    for message in device.attempts:
        assert message.notification["navigate"].startswith(("http://", "https://"))
        assert message.notification["tag"]
        assert message.topic
        assert 0 < message.ttl <= 28 * 86_400


def test_a_request_and_its_acceptance(ada: Person, grace: Person, push_service: PushService) -> None:
    of_ada, of_grace = subscribe(ada, push_service), subscribe(grace, push_service)
    ada.ask(grace)
    assert "Ada" in received(of_grace)[0].title
    assert of_ada.attempts == []
    grace.accept(ada)
    assert "Grace" in received(of_ada)[0].title
    nothing_but_the_test(grace, of_grace)
    sound(of_ada)
    sound(of_grace)


def test_all_devices_are_told(ada: Person, grace: Person, push_service: PushService) -> None:
    devices = [subscribe(grace, push_service) for _ in range(3)]
    ada.ask(grace)
    messages = [received(device)[0] for device in devices]
    assert len({(message.title, message.topic) for message in messages}) == 1


def test_asking_again_after_a_cancellation_shows_one(
    ada: Person, grace: Person, push_service: PushService
) -> None:
    device = subscribe(grace, push_service)
    for _ in range(2):
        ada.ask(grace)
        ada.remove(f"/users/requests/{grace.id}/cancel")
    ada.ask(grace)
    eventually(lambda: len(device.received) == 3, 5, "the requests")
    nothing_but_the_test(grace, device)
    requests = [message for message in device.kept if "Ada" in message.title]
    assert len(requests) == 1, "they have the same topic"


def test_a_comment(people: People, push_service: PushService) -> None:
    ada, grace, joan = people.friends("ada", "grace", "joan")
    eventually(lambda: len(inbox(ada)) == 2, 5, "the acceptances")
    devices = {person: subscribe(person, push_service) for person in (ada, grace, joan)}
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    grace.create(f"/posts/{post_id}/comments", {"content": "Well said"})
    [message] = received(devices[ada])
    assert "Grace" in message.title
    assert post_id in message.notification["navigate"]
    for person in (grace, joan):
        nothing_but_the_test(person, devices[person])
    sound(devices[ada])


def test_ones_own_likes_and_comments_are_no_news(ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    post_id = ada.write()["postId"]
    ada.create(f"/posts/{post_id}/comments", {"content": "One more thing"})
    expect(ada.post(f"/posts/{post_id}/likes"), 201)
    nothing_but_the_test(ada, device)
    assert [entry for entry in inbox(ada) if "Ada" in entry["title"]] == []


def test_many_comments_show_as_one(people: People, push_service: PushService) -> None:
    ada, grace = people.friends("ada", "grace")
    eventually(lambda: len(inbox(ada)) == 1, 5, "the acceptance")
    device = subscribe(ada, push_service)
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    for number in range(20):
        grace.create(f"/posts/{post_id}/comments", {"content": f"{number}"})
    eventually(lambda: len(device.received) == 20, 10, "the comments")
    nothing_but_the_test(ada, device)
    assert len([message for message in device.kept if "Grace" in message.title]) == 1
    tags = {message.notification["tag"] for message in device.received if "Grace" in message.title}
    assert len(tags) == 1


def test_likes_are_grouped(people: People, push_service: PushService) -> None:
    """One notification, whose text says how many there are: "Ada and 3 others"."""
    author, *others = people.friends("author", "ada", "grace", "joan", "mary")
    eventually(lambda: len(inbox(author)) == 4, 5, "the acceptances")
    device = subscribe(author, push_service)
    post_id = author.read("/posts/users/me/daily-post")["postId"]
    for number, person in enumerate(others):
        expect(person.post(f"/posts/{post_id}/likes"), 201)
        wanted = {0: r"\w+ ", 1: r" and 1 other\b", 2: r" and 2 others\b", 3: r" and 3 others\b"}[number]
        eventually(lambda w=wanted: re.search(w, latest(device)), 5, wanted)
    assert latest(device).split()[0] in {"Ada", "Grace", "Joan", "Mary"}
    [kept] = device.kept
    assert re.search(" and 3 others", kept.title)
    assert len({message.notification["tag"] for message in device.received}) == 1
    [entry] = [entry for entry in inbox(author) if "like" in entry["type"]]
    assert " and 3 others" in entry["title"], "the inbox has one entry, too"
    sound(device)


def test_liking_again_is_no_news(people: People, push_service: PushService) -> None:
    ada, grace = people.friends("ada", "grace")
    eventually(lambda: len(inbox(ada)) == 1, 5, "the acceptance")
    device = subscribe(ada, push_service)
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}/likes"
    expect(grace.post(path), 201)
    received(device)
    for _ in range(3):
        grace.remove(path)
        expect(grace.post(path), 201)
    nothing_but_the_test(ada, device)


@pytest.mark.parametrize("which", ["friendRequests", "acceptances", "comments", "likes"])
def test_what_is_not_wanted_is_not_sent(people: People, push_service: PushService, which: str) -> None:
    """Of four kinds of news all but one arrive."""
    ada, grace, joan = people("ada", "grace", "joan")
    prefer(ada, **{which: False})
    device = subscribe(ada, push_service)
    grace.ask(ada)
    ada.accept(grace)
    ada.ask(joan)
    joan.accept(ada)
    post = ada.write()
    await_sight(post, joan)
    joan.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
    expect(joan.post(f"/posts/{post['postId']}/likes"), 201)
    received(device, 3)
    nothing_but_the_test(ada, device)
    types = {entry["type"] for entry in inbox(ada)}
    kinds = {"friendRequests": "request", "acceptances": "acceptance", "comments": "comment", "likes": "like"}
    assert [kind for kind in types if kinds[which] in kind.lower()] == []
    for name, kind in kinds.items():
        assert name == which or [each for each in types if kind in each.lower()], f"no {kind} in {types}"


# Blocking.


def test_blocked_people_are_no_news(people: People, push_service: PushService) -> None:
    ada, grace = people.friends("ada", "grace")
    eventually(lambda: len(inbox(ada)) == 1, 5, "the acceptance")
    post = ada.read("/posts/users/me/daily-post")
    device = subscribe(ada, push_service)
    ada.block(grace)
    await_sight(post, grace, seen=False)
    expect_problem(grace.post(f"/posts/{post['postId']}/comments", {"content": "Hm"}), 404)
    expect_problem(grace.post(f"/posts/{post['postId']}/likes"), 404)
    expect_problem(grace.post("/users/requests", params={"targetUserId": ada.id}), 404)
    nothing_but_the_test(ada, device)


@pytest.mark.topology("split", "aws")
def test_news_of_somebody_who_was_blocked_before_it_was_told(
    people: People, push_service: PushService
) -> None:
    server = people.deployment
    ada, grace, joan = people.friends("ada", "grace", "joan")
    eventually(lambda: len(inbox(ada)) == 2, 5, "the acceptances")
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    device = subscribe(ada, push_service)
    ada.block(grace)
    server.push.stop()
    ada.remove(f"/users/me/blocks/{grace.id}")
    grace.ask(ada)
    ada.block(grace)
    joan.create(f"/posts/{post_id}/comments", {"content": "Hm"})
    server.push.start()
    server.clock.set("2035-01-01T09:00:00Z")
    eventually(lambda: "Joan" in latest(device), 10, "what came after it")
    nothing_but_the_test(ada, device)
    assert [message.title for message in device.received if "Grace" in message.title] == []
