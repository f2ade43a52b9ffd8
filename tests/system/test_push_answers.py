"""What becomes of a message, for each answer of a push service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.deployment import Deployment
from support.people import People, Person
from support.push_service import (
    Answer,
    Authority,
    Device,
    PushService,
    created,
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
from support.subscribers import prefer, received, subscribe, subscriptions
from support.waiting import eventually

# The push notification service alone, which is the same code in a program of its own.
pytestmark = pytest.mark.topology("one")


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def quiet(people: People, *names: str) -> list[Person]:
    """People without a daily call, whose clock may pass noon."""
    made = people(*names)
    for person in made:
        prefer(person, daily={"enabled": False})
    return made


def tell(people: People, *to: Person) -> None:
    """Somebody asks to be their friend: news that is to arrive."""
    asker = people.one("asker")
    for person in to:
        asker.ask(person)


def received_at_last(server: Deployment, device: Device, count: int = 1) -> None:
    """Time goes by more quickly, so that no back-off is waited for."""

    def there() -> bool:
        if len(device.received) < count:
            server.clock.advance(20)
        return len(device.received) >= count

    eventually(there, 20, f"{count} messages after other answers", pause=0.25)
    assert len(device.received) == count


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_accepted_messages_are_sent_once(people: People, push_service: PushService, status: int) -> None:
    [ada] = quiet(people, "ada")
    device = subscribe(ada, push_service)
    push_service.say(Answer(status), to=device)
    tell(people, ada)
    received(device)
    tell(people, ada)
    received(device, 2)
    assert len(device.attempts) == 2
    assert {message.http_version for message in device.attempts} == {"HTTP/2"}


@pytest.mark.parametrize("status", [404, 410])
def test_gone_subscriptions_are_deleted(people: People, push_service: PushService, status: int) -> None:
    [ada] = quiet(people, "ada")
    device, kept = subscribe(ada, push_service), subscribe(ada, push_service)
    push_service.say(gone(status), to=device)
    tell(people, ada)
    received(kept)
    eventually(lambda: len(subscriptions(ada)) == 1, 5, "the subscription is deleted")
    assert subscriptions(ada)[0]["endpoint"] == kept.endpoint
    tell(people, ada)
    received(kept, 2)
    assert len(device.attempts) == 1


def test_too_large_is_our_error_and_not_repeated(people: People, push_service: PushService) -> None:
    [ada] = quiet(people, "ada")
    device, other = subscribe(ada, push_service), subscribe(ada, push_service)
    push_service.say(too_large(), created(), to=device)
    tell(people, ada)
    received(other)
    eventually(lambda: device.attempts, 5, "the attempt")
    tell(people, ada)
    received(other, 2)
    received(device)
    first, second = device.attempts
    assert first.payload != second.payload, "the first message was tried again"
    assert len(subscriptions(ada)) == 2
    assert "413" in people.deployment.log_text()


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("answer", [throttled, unavailable])
def test_retry_after_is_honoured(
    people: People, push_service: PushService, answer: Callable[..., Answer], as_date: bool
) -> None:
    [ada] = quiet(people, "ada")
    device = subscribe(ada, push_service)
    push_service.say(answer(retry_after=3, as_date=as_date), created(), to=device)
    tell(people, ada)
    received(device, within=15)
    first, second = device.attempts
    least = 1.9 if as_date else 2.9  # dates have seconds
    assert second.at - first.at >= least
    assert second.payload == first.payload


def test_a_throttled_service_slows_nobody_else(
    people: People, push_service: PushService, other_push_service: PushService
) -> None:
    ada, grace, joan = quiet(people, "ada", "grace", "joan")
    busy, waiting = subscribe(ada, push_service), subscribe(grace, push_service)
    free = subscribe(joan, other_push_service)
    push_service.say(throttled(4), created(), to=busy)
    tell(people, ada)
    eventually(lambda: busy.attempts, 5, "the throttled attempt")
    tell(people, grace, joan)
    received(free)
    assert waiting.attempts == [], "a service that asked for a pause was asked"
    assert free.received[0].at - busy.attempts[0].at < 3
    received(busy, within=15)
    received(waiting, within=15)
    assert waiting.attempts[0].at - busy.attempts[0].at >= 3.9


@pytest.mark.parametrize(
    "answer",
    [
        throttled(),
        unavailable(500),
        unavailable(502),
        unavailable(503),
        reset(),
        hang_up(),
        garbage(),
        slow(1.0, unavailable()),
    ],
    ids=lambda answer: answer.breaks or f"{answer.status}{' slow' if answer.delay else ''}",
)
def test_what_may_get_better_is_tried_again(
    people: People, push_service: PushService, answer: Answer
) -> None:
    [ada] = quiet(people, "ada")
    device = subscribe(ada, push_service)
    push_service.say(answer, answer, created(), to=device)
    tell(people, ada)
    received_at_last(people.deployment, device)
    assert len(device.attempts) == 3
    assert len({message.payload for message in device.attempts}) == 1
    assert len({message.body for message in device.attempts}) == 3, "each attempt has keys of its own"
    ttls = [message.ttl for message in device.attempts]
    assert ttls == sorted(ttls, reverse=True), "the time to live does not begin anew"
    assert len(subscriptions(ada.sign_in())) == 1


def test_a_slow_answer_is_waited_for(people: People, push_service: PushService) -> None:
    [ada] = quiet(people, "ada")
    device = subscribe(ada, push_service)
    push_service.say(slow(2.0), to=device)
    tell(people, ada)
    received(device)
    push_service.say(created(), to=device)
    tell(people, ada)
    received(device, 2)
    assert len(device.attempts) == 2


def test_it_ends_with_the_time_to_live(people: People, push_service: PushService) -> None:
    server = people.deployment
    ada, grace = quiet(people, "ada", "grace")
    device = subscribe(ada, push_service)
    push_service.say(unavailable(), to=device)
    tell(people, ada)
    eventually(lambda: device.attempts, 5, "an attempt")
    server.clock.advance(device.attempts[0].ttl + 60)
    push_service.say(created(), to=device)
    other = subscribe(grace.sign_in(), push_service)
    before = len(other.received)
    tell(people, grace)
    eventually(lambda: len(other.received) > before, 5, "news of later")
    old = device.attempts[0].payload
    assert [message for message in device.received if message.payload == old] == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_refused(
    people: People, push_service: PushService, other_push_service: PushService, status: int
) -> None:
    [ada] = quiet(people, "ada")
    device, other = subscribe(ada, push_service), subscribe(ada, push_service)
    target = other_push_service.new_device()
    push_service.say(redirect(target.endpoint, status), to=device)
    tell(people, ada)
    eventually(lambda: device.attempts, 5, "the redirected attempt")
    received(other)
    tell(people, ada)
    received(other, 2)
    assert target.attempts == []
    assert other_push_service.unknown == 0
    assert other_push_service.faults == []


def test_a_service_that_nobody_vouches_for_gets_nothing(
    people: People, push_service: PushService, tmp_path: Path
) -> None:
    [ada] = quiet(people, "ada")
    known = subscribe(ada, push_service)
    with PushService(authority=Authority(tmp_path)) as stranger:
        device = subscribe(ada, stranger)
        tell(people, ada)
        received(known)
        assert device.attempts == []
        assert stranger.attempts == []


def test_a_service_that_is_down_is_tried_again(people: People, push_service: PushService) -> None:
    [ada] = quiet(people, "ada")
    known = subscribe(ada, push_service)
    with PushService(host="localhost") as first:
        device = subscribe(ada, first)
        port = first.port
    tell(people, ada)
    received(known)
    with PushService(host="localhost", port=port) as second:
        second.adopt(device)
        received_at_last(people.deployment, device)
        assert second.faults == []
