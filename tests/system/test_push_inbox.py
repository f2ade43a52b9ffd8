"""What was notified, also for people without push."""

from __future__ import annotations

import pytest

from support import settings
from support.checks import TIMESTAMP, UNKNOWN_UUID, UUID_V7, expect, expect_problem, expect_shape
from support.deployment import Deploy
from support.people import People, Person
from support.push_fixtures import MORNING
from support.push_service import PushService, shared_authority
from support.subscribers import NOTIFICATION, PUSH, inbox, received, subscribe, unread
from support.waiting import eventually


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def asked(people: People, person: Person, count: int) -> list[Person]:
    """So many people ask to be somebody's friend, and the inbox has it."""
    askers = people.many(count)
    before = len(inbox(person))
    for number, asker in enumerate(askers, 1):
        asker.ask(person)
        eventually(lambda n=number: len(inbox(person)) == before + n, 5, "the entry")
    return askers


def mark_read(person: Person, notification_id: str) -> None:
    expect(person.post(f"{PUSH}/inbox/read", {"upTo": notification_id}), 200, 204)


def test_it_begins_empty(ada: Person) -> None:
    assert inbox(ada) == []
    assert unread(ada) == 0


def test_an_entry_of_somebody_without_push(people: People, ada: Person) -> None:
    asked(people, ada, 1)
    [entry] = inbox(ada)
    expect_shape(entry, NOTIFICATION)
    assert UUID_V7.fullmatch(entry["notificationId"])
    assert TIMESTAMP.fullmatch(entry["timestamp"])
    assert "Person0" in entry["title"] + entry["body"]
    assert entry["read"] is False
    assert unread(ada) == 1


def test_it_is_what_the_device_got(people: People, ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    asked(people, ada, 1)
    [entry] = inbox(ada)
    [message] = received(device)
    assert message.notification["title"] == entry["title"]
    assert message.notification.get("body", "") == entry["body"]
    assert message.notification["navigate"].endswith(entry["url"])


def test_pages_newest_first_and_reading(people: People, ada: Person) -> None:
    asked(people, ada, 5)
    pages = ada.pages(f"{PUSH}/inbox", 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    entries = [entry for page in pages for entry in page]
    assert [entry["title"].split()[0] for entry in entries] == [f"Person{n}" for n in (4, 3, 2, 1, 0)]
    assert [entry["timestamp"] for entry in entries] == sorted(
        (entry["timestamp"] for entry in entries), reverse=True
    )
    assert unread(ada) == 5
    mark_read(ada, entries[2]["notificationId"])
    assert unread(ada) == 2
    assert [entry["read"] for entry in inbox(ada)] == [False, False, True, True, True]
    mark_read(ada, entries[4]["notificationId"])
    assert unread(ada) == 2, "what is read stays read"
    mark_read(ada, entries[0]["notificationId"])
    assert unread(ada) == 0
    asked(people, ada, 1)
    assert unread(ada) == 1


def test_reading_ones_own_changes_nobody_elses(people: People, ada: Person, grace: Person) -> None:
    asked(people, grace, 1)
    asked(people, ada, 1)
    mark_read(ada, inbox(ada)[0]["notificationId"])
    assert unread(grace) == 1
    assert [entry["read"] for entry in inbox(grace)] == [False]


@pytest.mark.parametrize("body", [{}, {"upTo": ""}, {"upTo": "yesterday"}, {"upTo": 5}, {"upTo": None}])
def test_reading_up_to_nothing(ada: Person, body: dict) -> None:
    expect_problem(ada.post(f"{PUSH}/inbox/read", body), 422, "/upTo")


def test_reading_up_to_what_there_is_not(people: People, ada: Person) -> None:
    """Ids are ordered by time: this one is older than all entries."""
    asked(people, ada, 1)
    expect(ada.post(f"{PUSH}/inbox/read", {"upTo": UNKNOWN_UUID}), 200, 204, 404)
    assert unread(ada) == 1


def test_a_bad_cursor(ada: Person) -> None:
    expect_problem(ada.get(f"{PUSH}/inbox", params={"cursor": "nonsense"}), 422)


@pytest.mark.usefixtures("needs_push")
def test_it_ends_after_thirty_days(deploy: Deploy) -> None:
    with deploy(*settings.push(shared_authority().ca_file), noon=False) as server:
        server.clock.set(MORNING)
        people = People(server)
        ada = people.one("ada")
        expect(
            ada.put(f"{PUSH}/preferences", {"daily": {"enabled": False}}),
            200,
        )
        asked(people, ada, 1)
        server.clock.advance(29 * 86_400)
        ada.sign_in()
        assert len(inbox(ada)) == 1
        server.clock.advance(2 * 86_400)
        ada.sign_in()
        assert inbox(ada) == []
        assert unread(ada) == 0
