"""When somebody is called, and of what they are told."""

from __future__ import annotations

from typing import Any

import pytest

from support.checks import expect, expect_problem
from support.people import People, Person
from support.subscribers import DEFAULTS, PUSH

PREFERENCES = f"{PUSH}/preferences"
OTHERS = {
    "daily": {
        "enabled": False,
        "time": "07:05",
        "weekdays": [1, 3, 7],
        "quietDays": ["2035-12-24", "2036-02-29"],
    },
    "whenAlreadyPosted": "other",
    "friendRequests": False,
    "acceptances": False,
    "comments": False,
    "likes": False,
}


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def test_the_defaults(ada: Person) -> None:
    assert ada.read(PREFERENCES) == DEFAULTS


def test_what_is_chosen_is_kept_for_that_person(ada: Person, grace: Person) -> None:
    answer = expect(ada.put(PREFERENCES, OTHERS), 200)
    assert answer.json() == OTHERS
    assert ada.read(PREFERENCES) == OTHERS
    assert grace.read(PREFERENCES) == DEFAULTS
    expect(ada.put(PREFERENCES, DEFAULTS), 200)
    assert ada.read(PREFERENCES) == DEFAULTS


@pytest.mark.parametrize("time", ["00:00", "23:59", "12:30"])
def test_good_times(ada: Person, time: str) -> None:
    wanted = {**DEFAULTS, "daily": {**DEFAULTS["daily"], "time": time}}
    assert expect(ada.put(PREFERENCES, wanted), 200).json()["daily"]["time"] == time


BAD_DAILY = [
    ("time", "24:00"),
    ("time", "12:60"),
    ("time", "noon"),
    ("time", "12:00:00"),
    ("time", "-1:00"),
    ("time", "1200"),
    ("time", 12),
    ("weekdays", [0]),
    ("weekdays", [8]),
    ("weekdays", [1, -3]),
    ("weekdays", ["monday"]),
    ("weekdays", [1.5]),
    ("weekdays", "1-5"),
    ("quietDays", ["soon"]),
    ("quietDays", ["2035-13-01"]),
    ("quietDays", ["2035-02-29"]),
    ("quietDays", ["2035-04-31"]),
    ("quietDays", ["2035-1-1"]),
    ("quietDays", [20350101]),
    ("quietDays", ["2035-01-01"] * 5000),
    ("enabled", "yes"),
    ("enabled", 1),
]
BAD = [
    ("whenAlreadyPosted", "always"),
    ("whenAlreadyPosted", True),
    ("daily", "12:00"),
    *(
        (name, value)
        for name in ("friendRequests", "acceptances", "comments", "likes")
        for value in ("no", 0)
    ),
]


def refused(person: Person, body: dict[str, Any], pointer: str) -> None:
    """A 422 that blames the member or something in it, and nothing is changed."""
    expect(person.put(PREFERENCES, OTHERS), 200)
    document = expect_problem(person.put(PREFERENCES, body), 422)
    pointers = [error["pointer"] for error in document["errors"]]
    assert [each for each in pointers if each == pointer or each.startswith(f"{pointer}/")], pointers
    assert person.read(PREFERENCES) == OTHERS


@pytest.mark.parametrize(("name", "value"), BAD_DAILY, ids=lambda value: str(value)[:20])
def test_bad_values_of_the_daily_call(ada: Person, name: str, value: object) -> None:
    refused(ada, {**DEFAULTS, "daily": {**DEFAULTS["daily"], name: value}}, f"/daily/{name}")


@pytest.mark.parametrize(("name", "value"), BAD, ids=str)
def test_bad_values(ada: Person, name: str, value: object) -> None:
    refused(ada, {**DEFAULTS, name: value}, f"/{name}")


def test_they_need_no_device_and_no_profile(people: People) -> None:
    somebody = people.account("somebody")
    assert somebody.read(PREFERENCES) == DEFAULTS
    assert expect(somebody.put(PREFERENCES, OTHERS), 200).json() == OTHERS
