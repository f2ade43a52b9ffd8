"""Which fields of a profile who sees, by its owner's settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.people import People, Person

JOB = {"jobTitle": "Analyst", "companyName": "Engines"}
SCHOOL = {"institution": "Home"}
PROFILE = {
    "headline": "Analyst",
    "location": "London",
    "birthday": "1815-12-10",
    "timeZone": "Europe/London",
}


def profile_through(viewer: Person, subject: Person, where: str) -> dict[str, Any]:
    reads: dict[str, Callable[[], Any]] = {
        "profile": lambda: viewer.read(f"/users/{subject.id}"),
        "details": lambda: viewer.read(f"/users/{subject.id}/details")["userInfo"],
        "search": lambda: next(
            entry
            for entry in viewer.read("/users/search", params={"name": subject.read("/users/me")["lastName"]})
            if entry["userId"] == subject.id
        ),
    }
    return reads[where]()


@pytest.mark.parametrize("where", ["profile", "details", "search"])
@pytest.mark.parametrize("contact", ["self", "friends"])
@pytest.mark.parametrize("profile", ["everyone", "friends"])
def test_fields_by_visibility(people: People, where: str, contact: str, profile: str) -> None:
    stranger, friend, admin = people.one("stranger"), people.one("friend"), people.administrator()
    settings = {"contactVisibility": contact}
    if profile == "friends":
        settings["profileVisibility"] = "friends"
    ada = people.one("ada", **PROFILE, **settings, lastName=f"Fields{friend.id[-12:].replace('-', '')}")
    ada.befriend(friend)
    personal, public = {"email", "birthday"}, {"headline", "location"}
    for viewer, relation in ((stranger, "none"), (friend, "friend"), (admin, "none")):
        seen = profile_through(viewer, ada, where)
        close = relation == "friend"
        assert seen["firstName"] == "Ada"
        assert seen["relation"] == relation
        assert ("profileVisibility" in seen, "contactVisibility" in seen) == (False, False)
        shown = (personal if close and contact == "friends" else set()) | (
            public if close or profile == "everyone" else set()
        )
        assert seen.keys() & (personal | public) == shown, (viewer, seen)


def test_a_hidden_profile_hides_jobs_and_education_from_strangers(people: People) -> None:
    friend, stranger = people("friend", "stranger")
    ada = people.one("ada", profileVisibility="friends")
    ada.befriend(friend)
    ada.create("/users/me/jobs", JOB)
    ada.create("/users/me/education", SCHOOL)
    assert len(friend.read(f"/users/{ada.id}/jobs")) == len(friend.read(f"/users/{ada.id}/education")) == 1
    details = stranger.read(f"/users/{ada.id}/details")
    assert (details["jobs"], details["educations"]) == ([], [])
    for kind in ("jobs", "education"):
        answer = stranger.get(f"/users/{ada.id}/{kind}")
        assert answer.status_code == 404 or answer.json() == []


def test_lists_of_others_hold_to_the_same_rules(people: People) -> None:
    """Friends' friends, mutual friends and suggestions show no more than the profile does."""
    joan, stranger = people("joan", "stranger")
    ada = people.one("ada", **PROFILE, profileVisibility="friends", contactVisibility="friends")
    joan.befriend(ada, stranger)
    for path in (f"/users/{joan.id}/friends", "/users/me/suggestions"):
        [seen] = [entry for entry in stranger.read(path) if entry["userId"] == ada.id]
        assert {"email", "birthday", "headline", "location"}.isdisjoint(seen), path
    [seen] = [entry for entry in joan.read("/users/me/friends") if entry["userId"] == ada.id]
    assert {"email", "birthday", "headline", "location"} <= seen.keys()
