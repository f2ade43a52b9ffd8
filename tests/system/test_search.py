"""Everybody, search, and paging through both."""

from __future__ import annotations

import secrets
import string

import pytest

from support.checks import USER_INFO, expect, expect_problem, expect_shape, user_ids
from support.people import People, Person


def word() -> str:
    """A name that nobody else has: letters only."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))


def found(searcher: Person, text: str) -> set[str]:
    return user_ids([entry for page in searcher_pages(searcher, text) for entry in page])


def searcher_pages(searcher: Person, text: str, limit: int = 100) -> list[list[dict]]:
    answer = searcher.get("/users/search", params={"name": text, "limit": limit})
    pages = []
    while True:
        pages.append(expect(answer, 200).json())
        if "next" not in answer.links:
            return pages
        answer = searcher.get(answer.url.join(answer.links["next"]["url"]).raw_path.decode())


@pytest.mark.parametrize(
    ("first", "last", "query"),
    [
        ("Ada", "{}", "{}"),
        ("Ada", "{}", "{:.5}"),
        ("Ada", "{}", "{:.1} ada"),
        ("Ada", "{}", "ADA {}"),
        ("Ada", "{}", "{} ad"),
        ("Zoë Émilie", "{}", "zoe emilie {}"),
        ("Zoe", "{}", "ZOË {}"),
        ("Øyvind", "{}é", "{}e"),
        ("Straße", "{}", "STRASSE {}"),
        ("Иван", "{}", "иван {}"),
        ("Mary-Jane", "{}", "mary {}"),
        ("李", "{}", "李 {}"),
    ],
)
def test_each_word_must_begin_some_word_of_the_name(
    people: People, stranger: Person, first: str, last: str, query: str
) -> None:
    unique = word()
    person = people.one("x", firstName=first, lastName=last.format(unique))
    assert person.id in found(stranger, query.format(unique))


@pytest.mark.parametrize("query", ["{} grace", "x{}", "{}x", "da {}"])
def test_what_does_not_match(people: People, stranger: Person, query: str) -> None:
    unique = word()
    people.one("ada", lastName=unique)
    assert found(stranger, query.format(unique)) == set()


def test_search_follows_a_new_name(ada: Person, stranger: Person) -> None:
    old, new = word(), word()
    ada.set_profile(lastName=old)
    assert found(stranger, old) == {ada.id}
    ada.set_profile(lastName=new)
    assert found(stranger, old) == set()
    assert found(stranger, new) == {ada.id}


def test_results_are_user_infos_with_my_relation(ada: Person, grace: Person) -> None:
    name = word()
    ada.set_profile(lastName=name)
    ada.ask(grace)
    [entry] = grace.read("/users/search", params={"name": name})
    assert expect_shape(entry, USER_INFO)["relation"] == "incoming"


@pytest.mark.parametrize("query", ["%", "_", "*", "' OR 1=1 --", "\\", '"', "(", "a" * 101])
def test_a_query_is_text_and_never_a_pattern(ada: Person, query: str) -> None:
    answer = ada.get("/users/search", params={"name": query})
    assert answer.status_code == 422 or answer.json() == []


def test_a_query_is_required(ada: Person) -> None:
    expect_problem(ada.get("/users/search"), 422, "?name")
    expect_problem(ada.get("/users/search", params={"name": ""}), 422, "?name")


@pytest.mark.past_the_gateway("the gateway replaces what is no UTF-8")
def test_a_query_that_is_no_text_is_refused(ada: Person) -> None:
    expect(ada.get("/users/search?name=%FF%FE"), 400, 422)
    expect(ada.get("/users/search?name=%zz"), 400, 422)


def test_search_pages_to_the_end_without_repeats(people: People, stranger: Person) -> None:
    name = word()
    expected = {people.one("same", lastName=name).id for _ in range(7)}
    pages = searcher_pages(stranger, name, 2)
    assert max(len(page) for page in pages) == 2
    listed = [entry["userId"] for page in pages for entry in page]
    assert len(listed) == len(set(listed))
    assert set(listed) == expected


def test_everyone_but_me_is_paged(people: People, ada: Person) -> None:
    others = people.many(5)
    entries = [entry for page in ada.pages("/users", 3) for entry in page]
    listed = [entry["userId"] for entry in entries]
    assert len(listed) == len(set(listed)), "somebody appears twice"
    assert ada.id not in listed
    assert {other.id for other in others} <= set(listed)
    for entry in entries[:20]:
        expect_shape(entry, USER_INFO)


def test_a_listing_survives_people_joining_and_leaving(people: People, ada: Person) -> None:
    stay = people.many(6)
    leave = people.many(2)
    answer = expect(ada.get("/users", params={"limit": 2}), 200)
    listed = user_ids(answer.json())
    for person in leave:
        person.remove("/users/me")
    people.many(2)
    while "next" in answer.links:
        answer = expect(ada.get(answer.url.join(answer.links["next"]["url"]).raw_path.decode()), 200)
        listed |= user_ids(answer.json())
    assert {person.id for person in stay} <= listed


# The rules of every paged list.

PAGED = [
    "/users",
    "/users/search?name=a",
    "/users/me/friends",
    "/users/me/blocks",
    "/users/me/suggestions",
    "/users/requests/incoming",
    "/users/requests/outgoing",
    "/users/me/jobs",
    "/users/me/education",
    "/posts/users/me/posts",
    "/posts/users/me/timeline",
]


@pytest.mark.parametrize("path", PAGED)
def test_limit_is_clamped_and_checked(ada: Person, path: str) -> None:
    mark = "&" if "?" in path else "?"
    for limit in ("1", "100", "101", "100000", "99999999999999999999999"):
        assert len(expect(ada.get(f"{path}{mark}limit={limit}"), 200).json()) <= 100
    for limit in ("0", "-1", "ten", "1.5", "1e3", "0x10"):
        expect_problem(ada.get(f"{path}{mark}limit={limit}"), 422, "?limit")


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize("cursor", ["x", "!!!!", "a" * 5000, "%00", "bm9uc2Vuc2U", "../..", "1"])
def test_a_bad_cursor_is_422(ada: Person, path: str, cursor: str) -> None:
    mark = "&" if "?" in path else "?"
    expect_problem(ada.get(f"{path}{mark}cursor={cursor}"), 422, "?cursor")


def test_the_default_page_has_50_entries(people: People, ada: Person) -> None:
    for number in range(52):
        ada.create("/users/me/jobs", {"jobTitle": f"Job {number}", "companyName": "Engines"})
    answer = expect(ada.get("/users/me/jobs"), 200)
    if "next" in answer.links:
        assert len(answer.json()) == 50
    else:
        assert len(answer.json()) == 52
    last = expect(ada.get("/users", params={"limit": 100}), 200)
    assert len(last.json()) <= 100


def test_an_empty_list_has_no_next_link(people: People) -> None:
    loner = people.one("loner")
    answer = expect(loner.get("/users/me/friends"), 200)
    assert answer.json() == []
    assert "link" not in answer.headers
