"""People of the shared server."""

from __future__ import annotations

import pytest

from support.people import People, Person


@pytest.fixture
def ada(people: People) -> Person:
    return people.one("ada")


@pytest.fixture
def grace(people: People) -> Person:
    return people.one("grace")


@pytest.fixture
def stranger(people: People) -> Person:
    return people.one("stranger")


@pytest.fixture
def friends(people: People) -> list[Person]:
    """Two friends; the first has posted today, and the second can see it."""
    return people.friends("ada", "grace")


@pytest.fixture(scope="session")
def administrator(people: People) -> Person:
    return people.administrator()
