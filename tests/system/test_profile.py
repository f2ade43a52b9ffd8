"""My profile: create, replace, read, what is kept and what is refused."""

from __future__ import annotations

import pytest

from support.checks import USER_DETAILS, USER_INFO, expect, expect_problem, expect_shape
from support.people import People, Person

FULL = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "headline": "Analyst and metaphysician",
    "birthday": "1815-12-10",
    "location": "London",
    "timeZone": "Europe/London",
    "profileVisibility": "friends",
    "contactVisibility": "friends",
}
MINIMAL = {"firstName": "Ada", "lastName": "Lovelace"}


def test_there_is_no_profile_at_first(people: People) -> None:
    ada = people.account("ada")
    assert expect(ada.get("/users/me"), 204).content == b""
    expect_problem(ada.put("/users/me", MINIMAL), 404)
    expect(ada.get("/users/me/details"), 204, 404)


def test_creating_a_profile(people: People) -> None:
    ada = people.account("ada")
    answer = expect(ada.post("/users/me", FULL), 201)
    assert answer.headers["location"].endswith(("/users/me", f"/users/{ada.id}"))
    profile = expect_shape(answer.json(), USER_INFO)
    assert profile == {
        **FULL,
        "userId": ada.id,
        "email": ada.email,
        "numberOfFriends": 0,
        "isFriend": False,
        "relation": "self",
    }
    assert ada.read("/users/me") == profile
    assert ada.read(f"/users/{ada.id}") == profile


def test_defaults_of_a_minimal_profile(people: People) -> None:
    ada = people.account("ada")
    profile = ada.create("/users/me", MINIMAL)
    assert profile["timeZone"] == "UTC"
    assert profile.get("contactVisibility", "self") == "self"
    assert {"headline", "birthday", "location", "profilePictureUrl"}.isdisjoint(profile)


def test_posting_again_replaces_and_answers_200(ada: Person) -> None:
    expect(ada.post("/users/me", FULL), 200)
    answer = expect(ada.post("/users/me", MINIMAL), 200)
    assert "headline" not in answer.json(), "an absent member is removed"
    assert answer.json()["timeZone"] == "Europe/London", "an absent time zone is kept"
    assert answer.json()["email"] == ada.email


def test_put_replaces(ada: Person) -> None:
    expect(ada.put("/users/me", FULL), 200)
    profile = expect_shape(expect(ada.put("/users/me", MINIMAL), 200).json(), USER_INFO)
    assert {"headline", "birthday", "location"}.isdisjoint(profile)
    assert profile["timeZone"] == "Europe/London"
    assert ada.read("/users/me") == profile


def test_empty_and_null_mean_absent(ada: Person) -> None:
    ada.set_profile(**{**FULL, "headline": "Something"})
    profile = ada.set_profile(headline="", location=None, birthday="")
    assert {"headline", "location", "birthday"}.isdisjoint(profile)
    document = expect_problem(
        ada.put("/users/me", {"firstName": "", "lastName": None}), 422, "/firstName", "/lastName"
    )
    assert len(document["errors"]) == 2


def test_unknown_members_and_the_picture_are_ignored(ada: Person) -> None:
    profile = ada.set_profile(
        jobs=[{"jobTitle": "x"}],
        nonsense={"deep": [1, 2]},
        userId="somebody-else",
        numberOfFriends=99,
        isFriend=True,
        relation="friend",
        profilePictureUrl="https://evil.example/p.png",
    )
    assert profile["userId"] == ada.id
    assert profile["numberOfFriends"] == 0
    assert profile["relation"] == "self"
    assert "profilePictureUrl" not in profile
    assert ada.read("/users/me/details")["jobs"] == []


def test_the_email_is_kept_when_the_body_has_none(people: People) -> None:
    ada = people.account("ada")
    chosen = ada.create("/users/me", {**MINIMAL, "email": "other@example.org"})["email"]
    assert chosen in (ada.email, "other@example.org")
    assert ada.set_profile()["email"] == chosen


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("firstName", None),
        ("firstName", "x" * 101),
        ("firstName", 5),
        ("firstName", ["Ada"]),
        ("lastName", "x" * 101),
        ("lastName", {"a": 1}),
        ("headline", "x" * 201),
        ("headline", True),
        ("location", "x" * 201),
        ("birthday", "10.12.1815"),
        ("birthday", "1815-13-10"),
        ("birthday", "1815-02-30"),
        ("birthday", "1815-1-1"),
        ("birthday", 1815),
        ("timeZone", "Middle/Earth"),
        ("timeZone", "../../etc/passwd"),
        ("timeZone", "x" * 300),
        ("profileVisibility", "nobody"),
        ("contactVisibility", "everybody"),
        ("contactVisibility", 1),
        ("email", "x" * 2000),
    ],
)
def test_a_value_that_breaks_a_rule_is_422_and_changes_nothing(
    ada: Person, member: str, value: object
) -> None:
    before = ada.read("/users/me")
    expect_problem(ada.put("/users/me", {**MINIMAL, member: value}), 422, f"/{member}")
    expect_problem(ada.post("/users/me", {**MINIMAL, member: value}), 422, f"/{member}")
    assert ada.read("/users/me") == before


def test_lengths_are_counted_in_code_points(ada: Person) -> None:
    assert ada.set_profile(firstName="🌍" * 100, headline="é" * 200)["firstName"] == "🌍" * 100
    expect_problem(ada.put("/users/me", {**MINIMAL, "firstName": "🌍" * 101}), 422, "/firstName")


@pytest.mark.parametrize("birthday", ["1815", "1815-12", "1815-12-10", "2000-02-29"])
def test_dates_come_back_as_sent(ada: Person, birthday: str) -> None:
    assert ada.set_profile(birthday=birthday)["birthday"] == birthday


def test_a_missing_required_member_is_blamed_by_its_pointer(people: People) -> None:
    ada = people.account("ada")
    expect_problem(ada.post("/users/me", {}), 422, "/firstName", "/lastName")
    expect(ada.get("/users/me"), 204)


def test_reading_somebody(ada: Person, grace: Person) -> None:
    info = expect_shape(grace.read(f"/users/{ada.id}"), USER_INFO)
    assert info["relation"] == "none"
    assert info["isFriend"] is False
    assert {"email", "birthday", "profileVisibility", "contactVisibility"}.isdisjoint(info)


def test_details_hold_jobs_and_education(ada: Person, grace: Person) -> None:
    job = ada.create("/users/me/jobs", {"jobTitle": "Analyst", "companyName": "Engines"})
    school = ada.create("/users/me/education", {"institution": "Home"})
    for reader, path in (
        (ada, "/users/me/details"),
        (ada, f"/users/{ada.id}/details"),
        (grace, f"/users/{ada.id}/details"),
    ):
        details = expect_shape(reader.read(path), USER_DETAILS)
        assert details["jobs"] == [job]
        assert details["educations"] == [school]
        assert details["userInfo"] == reader.read(f"/users/{ada.id}")


@pytest.mark.parametrize(
    "path",
    [
        "/users/{}",
        "/users/{}/details",
        "/users/{}/jobs",
        "/users/{}/education",
        "/users/{}/friends",
        "/users/{}/friends/mutual",
    ],
)
@pytest.mark.parametrize("unknown", ["nobody", "x" * 128, "x" * 129, "caf%C3%A9", "a%20b", "%00"])
def test_unknown_and_malformed_people_are_404(ada: Person, path: str, unknown: str) -> None:
    expect_problem(ada.get(path.format(unknown)), 404)


def test_somebody_without_a_profile_is_not_shown(people: People, ada: Person) -> None:
    ghost = people.account("ghost")
    expect_problem(ada.get(f"/users/{ghost.id}"), 404)
    expect_problem(ada.post("/users/requests", params={"targetUserId": ghost.id}), 404)
