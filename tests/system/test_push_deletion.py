"""Deleting an account ends its subscriptions and its inbox, whichever way it is deleted."""

from __future__ import annotations

import pytest

from support.checks import expect
from support.people import People, Person
from support.push_service import PushService
from support.subscribers import finished, inbox, received, send, subscribe, subscriptions
from support.waiting import eventually


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def test_devices_of_deleted_people_are_told_nothing(
    people: People, push_administrator: Person, push_service: PushService
) -> None:
    ada, grace = people("ada", "grace")
    of_ada, of_grace = subscribe(ada, push_service), subscribe(grace, push_service)
    ada.remove("/users/me")

    def forgotten() -> bool:
        """A message to everyone that reaches only the others."""
        before = len(of_ada.attempts), len(of_grace.received)
        finished(push_administrator, send(push_administrator), within=30)
        assert len(of_grace.received) == before[1] + 1
        return len(of_ada.attempts) == before[0]

    eventually(forgotten, 10, "the subscription is gone", pause=0.2)


def test_the_browser_of_a_deleted_person_is_free(people: People, push_service: PushService) -> None:
    ada, grace = people("ada", "grace")
    device = subscribe(ada, push_service)
    ada.remove("/users/me")

    def belongs_to_grace() -> bool:
        expect(grace.post("/push-notifications/subscribe", device.subscription), 200, 201)
        return [each["endpoint"] for each in subscriptions(grace)] == [device.endpoint]

    eventually(belongs_to_grace, 5, "the browser is Grace's")
    people.one("joan").ask(grace)
    assert "Joan" in received(device)[0].title


def test_events_of_and_for_deleted_people_are_no_news(people: People, push_service: PushService) -> None:
    ada, grace, joan = people.friends("ada", "grace", "joan")
    eventually(lambda: len(inbox(ada)) == 2, 5, "the acceptances")
    device = subscribe(ada, push_service)
    grace.remove("/users/me")
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    joan.create(f"/posts/{post_id}/comments", {"content": "Hm"})
    eventually(lambda: "Joan" in device.received[-1].title if device.received else "", 5, "Joan's comment")
    assert [m.title for m in device.received if "Grace" in m.title] == []
