"""The daily call: at each person's time in their zone, once a day, as they wish."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from support import settings
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.push_service import Device, Message, PushService, shared_authority
from support.subscribers import inbox, prefer, push_to_myself, received, subscribe
from support.waiting import eventually

# The push notification service alone, which is the same code in a program of its own.
pytestmark = pytest.mark.topology("one")

WITHIN = 10.0  # seconds in which a call must come that is due
WEEKS = itertools.count()
HANDLED = 'dailygrind_bus_deliveries_total{queue="push-service-events",outcome="handled"} '
FIRST_MONDAY = datetime.date(2035, 1, 1)


class Days:
    """The days of a server from a certain one on, on which it is nine o'clock."""

    def __init__(self, server: Deployment, service: PushService, first: datetime.date) -> None:
        self.server = server
        self.service = service
        self.people = People(server)
        self.first = first
        self.at("09:00")

    def date(self, day: int = 0) -> str:
        return (self.first + datetime.timedelta(days=day)).isoformat()

    def at(self, time: str, day: int = 0) -> None:
        """A time in UTC, so many days after the first."""
        self.server.clock.set(f"{self.date(day)}T{time}:00Z")

    def events_handled(self) -> int:
        lines = self.server.http.get(self.server.push.url + "/metrics").text.splitlines()
        return sum(int(line.removeprefix(HANDLED)) for line in lines if line.startswith(HANDLED))

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Until the push notification service has heard of a profile that is changed: somebody whose
        time zone it learns after the time of day there is not called on that day."""
        before = self.events_handled()
        yield
        eventually(lambda: self.events_handled() > before, WITHIN, "the profile's event is handled")

    def person(self, name: str, zone: str = "UTC", **preferences: object) -> tuple[Person, Device]:
        with self.heard():
            person = self.people.one(name, timeZone=zone)
        prefer(person, **preferences)
        return person, subscribe(person, self.service)

    def called(self, *devices: Device, times: int = 1) -> None:
        for device in devices:
            received(device, times, WITHIN)

    def witness(self, zone: str = "UTC", **daily: object) -> Device:
        """Somebody who is called at a time: then everybody else has been who was to be."""
        return self.person("witness", zone, daily=daily)[1]


@pytest.fixture
def days(push_server: Deployment, push_service: PushService) -> Days:
    """A week that no other test has seen: the time of a server only goes on."""
    return Days(push_server, push_service, FIRST_MONDAY + datetime.timedelta(weeks=2 * next(WEEKS)))


@pytest.fixture
def own_days(needs_push: None, deploy: Deploy, push_service: PushService) -> Iterator[Days]:
    """For days of the calendar that matter, or a server that is stopped."""
    with deploy(*settings.push(shared_authority().ca_file), noon=False) as server:
        yield Days(server, push_service, FIRST_MONDAY)


def begin(days: Days, first: datetime.date, time: str = "00:00") -> None:
    days.first = first
    days.at(time)


def test_everyone_is_called_at_noon_on_all_devices_once(days: Days) -> None:
    ada, first = days.person("ada")
    others = [subscribe(ada, days.service), days.person("grace")[1]]
    before, after, night = (days.witness(time=time) for time in ("11:59", "12:01", "23:59"))
    days.at("11:59")
    days.called(before)
    assert [device.attempts for device in (first, *others)] == [[], [], []]
    days.at("12:00")
    days.called(first, *others)
    [message] = first.received
    assert message.title
    assert message.topic
    assert message.notification["tag"]
    assert message.notification["navigate"].startswith(("http://", "https://"))
    assert 0 < message.ttl <= 86_400
    assert others[0].received[0].topic == message.topic
    days.at("12:01")
    days.called(after)
    days.at("23:59")
    days.called(night)
    days.called(first, *others)
    ada.sign_in()
    assert [entry["title"] for entry in inbox(ada)] == [message.title]


def test_every_day_again(days: Days) -> None:
    _, device = days.person("ada")
    for day in range(5):
        days.at("12:00", day)
        days.called(device, times=day + 1)


@pytest.mark.parametrize(
    ("zone", "before", "noon"),
    [
        ("Asia/Kathmandu", "06:14", "06:15"),
        ("America/New_York", "16:59", "17:00"),
        ("Pacific/Kiritimati", "21:59", "22:00"),
        ("Pacific/Marquesas", "21:29", "21:30"),
        ("Etc/GMT+12", "23:59", "00:00"),
    ],
)
def test_noon_is_local(own_days: Days, zone: str, before: str, noon: str) -> None:
    begin(own_days, datetime.date(2035, 1, 8), "04:00")
    _, device = own_days.person("ada", zone)
    witness = own_days.witness(time=before)
    own_days.at(before)
    own_days.called(witness)
    assert device.attempts == [], "too early"
    own_days.at(noon, day=1 if noon < before else 0)
    own_days.called(device)


def test_a_time_of_ones_own(own_days: Days) -> None:
    begin(own_days, datetime.date(2035, 7, 9), "09:00")
    _, device = own_days.person("ada", "Europe/Berlin", daily={"time": "18:30"})
    witness = own_days.witness("Europe/Berlin", time="18:29")
    own_days.at("16:29")
    own_days.called(witness)
    assert device.attempts == []
    own_days.at("16:30")
    own_days.called(device)


def test_a_time_that_changes_after_the_call_calls_once(days: Days) -> None:
    ada, device = days.person("ada")
    days.at("12:00")
    days.called(device)
    ada.sign_in()
    prefer(ada, daily={"time": "13:00"})
    witness = days.witness(time="13:00")
    days.at("13:00")
    days.called(witness)
    assert len(device.received) == 1
    days.at("13:00", day=1)
    days.called(device, times=2)


def test_moving_west_after_the_call_calls_once(days: Days) -> None:
    ada, device = days.person("ada")
    days.at("12:00")
    days.called(device)
    with days.heard():
        ada.sign_in().set_profile(timeZone="Atlantic/Cape_Verde")
    witness = days.witness("Atlantic/Cape_Verde")
    days.at("13:00")
    days.called(witness)
    assert len(device.received) == 1


def test_weekdays(days: Days) -> None:
    _, device = days.person("ada", daily={"weekdays": [2, 7]})
    everyday = days.witness()
    for day, count in enumerate([0, 1, 1, 1, 1, 1, 2]):
        days.at("12:00", day)
        days.called(everyday, times=day + 1)
        if count != len(device.received):
            received(device, count)


def test_quiet_days(days: Days) -> None:
    _, device = days.person("ada", daily={"quietDays": [days.date(0), days.date(2)]})
    everyday = days.witness()
    for day, count in enumerate([0, 1, 1, 2]):
        days.at("12:00", day)
        days.called(everyday, times=day + 1)
        if count != len(device.received):
            received(device, count)


def test_who_wants_no_call_gets_none(days: Days) -> None:
    ada, device = days.person("ada", daily={"enabled": False})
    witness = days.witness()
    days.at("12:00")
    days.called(witness)
    ada.sign_in()
    push_to_myself(ada)
    received(device)
    assert [entry["type"] for entry in inbox(ada) if "test" not in entry["type"]] == []


def test_who_has_posted_gets_none_or_another_text(days: Days) -> None:
    ada, of_ada = days.person("ada", likes=False, comments=False, acceptances=False)
    grace, of_grace = days.person("grace", whenAlreadyPosted="other", acceptances=False)
    joan, of_joan = days.person("joan", whenAlreadyPosted="other", likes=False)
    ada.befriend(joan)
    grace.befriend(joan)
    received(of_joan, 2)
    ada.write()
    post = grace.write()
    eventually(lambda: joan.sees(post), what="the post")
    joan.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
    received(of_grace, 1)  # so the push service has heard of the posts
    days.at("12:00")
    days.called(of_grace, times=2)
    days.called(of_joan, times=3)
    assert text_of(of_grace.received[1]) != text_of(of_joan.received[2])
    assert of_ada.attempts == []
    days.at("12:00", day=1)
    days.called(of_ada)  # yesterday's post does not count


def text_of(message: Message) -> tuple[str, str]:
    return message.title, message.notification.get("body", "")


def test_who_has_no_device_is_not_in_the_way(days: Days) -> None:
    with days.heard():
        days.people.one("nobody")
    _, device = days.person("ada")
    days.at("12:00")
    days.called(device)


# Daylight saving. In 2035 it begins on 25 March and ends on 28 October in Berlin.


def test_a_time_that_does_not_exist_calls_once(own_days: Days) -> None:
    begin(own_days, datetime.date(2035, 3, 25))
    _, device = own_days.person("ada", "Europe/Berlin", daily={"time": "02:30"})
    witness = own_days.witness("Europe/Berlin", time="07:00")
    own_days.at("01:30")
    own_days.called(device)
    own_days.at("05:00")
    own_days.called(witness)
    own_days.called(device)
    own_days.at("00:30", day=1)
    own_days.called(device, times=2)


def test_a_time_that_exists_twice_calls_once(own_days: Days) -> None:
    begin(own_days, datetime.date(2035, 10, 28))
    _, device = own_days.person("ada", "Europe/Berlin", daily={"time": "02:30"})
    witness = own_days.witness("Europe/Berlin", time="03:00")
    own_days.at("00:30")
    own_days.at("01:30")
    own_days.at("02:00")
    own_days.called(witness)
    own_days.called(device)
    own_days.at("01:30", day=1)
    own_days.called(device, times=2)


# Restarts.


def restart(days: Days, time: str) -> None:
    days.server.stop()
    days.server.start()
    days.at(time)


def test_a_restart_at_noon_catches_up_once(own_days: Days) -> None:
    _, device = own_days.person("ada")
    own_days.at("11:50")
    restart(own_days, "12:10")
    own_days.called(device)
    witness = own_days.witness(time="12:20")
    restart(own_days, "12:20")
    own_days.called(witness)
    own_days.called(device)
    own_days.at("12:00", day=1)
    own_days.called(device, times=2)


def test_a_restart_the_next_morning_does_not_call_for_yesterday(own_days: Days) -> None:
    """Catching up has a limit: at eight in the morning nobody is told of noon."""
    _, device = own_days.person("ada")
    own_days.at("11:50")
    own_days.server.stop()
    own_days.server.start()
    own_days.at("08:00", day=1)
    witness = own_days.witness(time="08:05")
    own_days.at("08:05", day=1)
    own_days.called(witness)
    assert device.attempts == []
    own_days.at("12:00", day=1)
    own_days.called(device)
