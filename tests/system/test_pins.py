"""Pinned posts: one's own, at most five."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.checks import POST, UNKNOWN_UUID, expect, expect_problem, expect_shape
from support.deployment import Deploy, Deployment
from support.people import People, Person

PINS = "/posts/users/me/pinned-posts"


@pytest.fixture
def days(deploy: Deploy) -> Iterator[Deployment]:
    """A server whose clock this test may move."""
    with deploy() as deployment:
        yield deployment


def test_pinning_and_unpinning(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    expect(ada.post(f"{PINS}/{post['postId']}"), 201)
    expect(ada.post(f"{PINS}/{post['postId']}"), 200, 201)
    [pinned] = ada.read(PINS)
    assert expect_shape(pinned, POST) == {**post, "isPinned": True}
    [seen] = grace.read(f"/posts/users/{ada.id}/pinned-posts")
    assert seen["postId"] == post["postId"]
    ada.remove(f"{PINS}/{post['postId']}")
    ada.remove(f"{PINS}/{post['postId']}")
    assert ada.read(PINS) == []
    assert ada.read(f"/posts/{post['postId']}")["isPinned"] is False


def test_only_ones_own_posts(friends: list[Person], stranger: Person) -> None:
    ada, grace = friends
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    expect(grace.post(f"{PINS}/{post_id}"), 403, 404)
    expect_problem(stranger.post(f"{PINS}/{post_id}"), 404)
    expect_problem(ada.post(f"{PINS}/{UNKNOWN_UUID}"), 404)
    expect_problem(ada.post(f"{PINS}/x"), 404)
    assert grace.read(PINS) == stranger.read(PINS) == ada.read(PINS) == []


def test_a_deleted_post_is_unpinned(ada: Person) -> None:
    post = ada.write()
    ada.create(f"{PINS}/{post['postId']}")
    ada.remove(f"/posts/{post['postId']}")
    assert ada.read(PINS) == []


def test_at_most_five(days: Deployment) -> None:
    ada = People(days).one("ada")
    posts = []
    for _ in range(6):
        posts.append(ada.sign_in().write())
        days.clock.advance(86_400)
    ada.sign_in()
    for post in posts[:5]:
        ada.create(f"{PINS}/{post['postId']}")
    expect(ada.post(f"{PINS}/{posts[5]['postId']}"), 409, 422)
    assert {post["postId"] for post in ada.read(PINS)} == {post["postId"] for post in posts[:5]}
    ada.remove(f"/posts/{posts[0]['postId']}")
    ada.create(f"{PINS}/{posts[5]['postId']}")
