"""Several copies of each service on one storage: they are stateless, so any of them does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from support.checks import expect
from support.concurrency import all_at_once
from support.deployment import Deploy, Deployment
from support.people import People, moved
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")


@pytest.fixture
def two(deploy: Deploy) -> Iterator[tuple[Deployment, Deployment]]:
    with deploy() as first, first.copy() as second:
        yield first, second


def test_what_one_wrote_the_other_reads(two: tuple[Deployment, Deployment]) -> None:
    first, second = two
    ada, grace = People(first).friends("ada", "grace")
    there = moved(grace, second)
    assert [friend["userId"] for friend in there.read("/users/me/friends")] == [ada.id]
    post = ada.read("/posts/users/me/daily-post")
    assert there.read(f"/posts/{post['postId']}")["content"] == post["content"]
    expect(there.post(f"/posts/{post['postId']}/likes"), 201)
    assert ada.read(f"/posts/{post['postId']}")["likeCount"] == 1


def test_one_post_a_day_whoever_is_asked(two: tuple[Deployment, Deployment]) -> None:
    first, second = two
    ada = People(first).one("ada")
    both = (ada, moved(ada, second))
    body = {"title": "One", "content": "Only one."}
    answers = all_at_once(partial(both[n % 2].post, "/posts", body) for n in range(40))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 39


def test_likes_at_both_leave_an_exact_count(two: tuple[Deployment, Deployment]) -> None:
    first, second = two
    people = People(first)
    ada = people.one("ada")
    readers = people.many(12)
    for reader in readers:
        reader.befriend(ada)
    post = f"/posts/{ada.write()['postId']}"
    for reader in readers:
        eventually(lambda of=reader: of.get(post).status_code == 200, 10, "everyone sees it")
    both = [person for reader in readers for person in (reader, moved(reader, second))]
    answers = all_at_once(partial(person.post, f"{post}/likes") for person in both)
    assert sorted(answer.status_code for answer in answers) == [200] * 12 + [201] * 12
    assert len(ada.read(f"{post}/likes")) == ada.read(post)["likeCount"] == 12
    all_at_once(partial(person.delete, f"{post}/likes") for person in both[:12])
    assert len(ada.read(f"{post}/likes")) == ada.read(post)["likeCount"] == 6


def test_the_last_of_changes_made_at_both_shows(two: tuple[Deployment, Deployment]) -> None:
    first, second = two
    ada, grace = People(first).friends("ada", "grace")
    there = moved(ada, second)
    for number in range(6):
        (ada if number % 2 else there).set_profile(lastName=f"Name{number}")

    def author() -> str:
        [entry] = grace.read("/posts/users/me/timeline")
        return entry["user"]["lastName"]

    eventually(lambda: author() == "Name5", 10, "the last name shows")
