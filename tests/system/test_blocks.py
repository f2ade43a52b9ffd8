"""Blocking hides both sides from each other everywhere."""

from __future__ import annotations

import pytest

from support.checks import USER_INFO, expect, expect_problem, expect_shape, user_ids
from support.people import People, Person, await_sight
from support.waiting import eventually


@pytest.fixture
def blocked_pair(ada: Person, grace: Person) -> tuple[Person, Person]:
    ada.block(grace)
    return ada, grace


def test_blocking_is_idempotent_and_listed(blocked_pair: tuple[Person, Person]) -> None:
    ada, grace = blocked_pair
    expect(ada.post(f"/users/me/blocks/{grace.id}"), 200, 201, 204)
    [entry] = ada.read("/users/me/blocks")
    assert expect_shape(entry, USER_INFO)["userId"] == grace.id
    assert grace.read("/users/me/blocks") == []
    ada.remove(f"/users/me/blocks/{grace.id}")
    ada.remove(f"/users/me/blocks/{grace.id}")
    assert ada.read("/users/me/blocks") == []
    assert ada.relation_to(grace) == grace.relation_to(ada) == "none"


def test_both_are_hidden_from_each_other(blocked_pair: tuple[Person, Person]) -> None:
    for one, other in (blocked_pair, blocked_pair[::-1]):
        for path in ("", "/details", "/jobs", "/education", "/friends", "/friends/mutual"):
            expect_problem(one.get(f"/users/{other.id}{path}"), 404)
        expect_problem(one.post("/users/requests", params={"targetUserId": other.id}), 404)


def test_neither_finds_the_other(people: People) -> None:
    ada, grace = people("ada", "grace", lastName=f"Blocked{id(people)}x")
    name = ada.read("/users/me")["lastName"]
    assert user_ids(ada.read("/users/search", params={"name": name})) >= {grace.id}
    ada.block(grace)
    for one, other in ((ada, grace), (grace, ada)):
        assert other.id not in user_ids(one.read("/users/search", params={"name": name}))
        everyone = user_ids([entry for page in one.pages("/users", 100) for entry in page])
        assert other.id not in everyone


def test_blocking_ends_the_friendship(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    ada.block(grace)
    for person in friends:
        assert person.read("/users/me")["numberOfFriends"] == 0
        assert person.read("/users/me/friends") == []
    await_sight(post, grace, seen=False)
    eventually(lambda: grace.read("/posts/users/me/timeline") == [], what="the timeline is empty")
    ada.remove(f"/users/me/blocks/{grace.id}")
    assert ada.relation_to(grace) == "none", "unblocking does not bring the friendship back"


def test_the_blocked_side_loses_sight_too(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    grace.block(ada)
    await_sight(post, grace, seen=False)


@pytest.mark.parametrize("asks_first", [0, 1])
def test_blocking_deletes_requests_both_ways(ada: Person, grace: Person, asks_first: int) -> None:
    one, other = [(ada, grace), (grace, ada)][asks_first]
    one.ask(other)
    ada.block(grace)
    for person in (ada, grace):
        assert person.read("/users/requests/incoming") == person.read("/users/requests/outgoing") == []
    ada.remove(f"/users/me/blocks/{grace.id}")
    assert ada.relation_to(grace) == "none"
    expect_problem(grace.post(f"/users/requests/{ada.id}/accept"), 404)


def test_one_may_block_who_blocked_me(blocked_pair: tuple[Person, Person]) -> None:
    ada, grace = blocked_pair
    grace.block(ada)
    assert user_ids(grace.read("/users/me/blocks")) == {ada.id}
    ada.remove(f"/users/me/blocks/{grace.id}")
    expect_problem(ada.get(f"/users/{grace.id}"), 404)
    expect_problem(grace.get(f"/users/{ada.id}"), 404)
    grace.remove(f"/users/me/blocks/{ada.id}")
    assert ada.relation_to(grace) == "none"


def test_one_cannot_unblock_for_the_other(blocked_pair: tuple[Person, Person]) -> None:
    ada, grace = blocked_pair
    grace.remove(f"/users/me/blocks/{ada.id}")
    expect_problem(grace.get(f"/users/{ada.id}"), 404)


def test_blocking_nobody_or_oneself(ada: Person) -> None:
    expect_problem(ada.post("/users/me/blocks/nobody"), 404)
    expect_problem(ada.post("/users/me/blocks/" + "x" * 129), 404)
    assert 400 <= ada.post(f"/users/me/blocks/{ada.id}").status_code < 500
    assert ada.relation_to(ada) == "self"


def test_the_block_list_pages_to_the_end(people: People, ada: Person) -> None:
    others = people.many(5)
    for other in others:
        ada.block(other)
    pages = ada.pages("/users/me/blocks", 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert user_ids([entry for page in pages for entry in page]) == {other.id for other in others}


def test_likes_and_comments_stay_and_count_for_every_viewer(people: People) -> None:
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    grace.create(f"/posts/{post_id}/comments", {"content": "Well said"})
    expect(grace.post(f"/posts/{post_id}/likes"), 201)
    joan.block(grace)
    ada.unfriend(grace)
    for viewer in (ada, joan):
        post = viewer.read(f"/posts/{post_id}")
        assert (post["likeCount"], post["commentCount"]) == (1, 1)
    assert user_ids(ada.read(f"/posts/{post_id}/likes")) == {grace.id}

    def grace_is_hidden_from_joan() -> bool:
        names = user_ids(joan.read(f"/posts/{post_id}/likes"))
        authors = user_ids(joan.read(f"/posts/{post_id}/comments"))
        return grace.id not in names | authors

    eventually(grace_is_hidden_from_joan, what="a blocked person's name shows nowhere")
