"""How many calls of DynamoDB a request waits for: few, and no more of them where there is more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from support.call_counter import CallCounter, counted_post_service
from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person, moved
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")

FRIENDS = 39
TIMELINE = "/posts/users/me/timeline?limit=100"
# Is the account still there? A request that only reads asks beside what it reads, another one first.
GATE = ["GetItem"]


Counted = tuple[People, Deployment, CallCounter]


@pytest.fixture(scope="module")
def counted(deploy_for_module: Deploy) -> Iterator[Counted]:
    """People of a server, and a copy of its post service whose calls are counted."""
    with deploy_for_module() as server, counted_post_service(server) as (copy, counter):
        yield People(server), copy, counter


def with_friends(people: People, count: int) -> Person:
    """Somebody whose timeline shows a post of each of so many friends."""
    reader = people.one("reader")
    friends = people.many(count)
    reader.befriend(*friends)
    for friend in friends:
        friend.write()
    eventually(lambda: len(reader.read(TIMELINE)) == count, 10, f"{count} posts in the timeline")
    return reader


def test_a_timeline_takes_three_round_trips_however_many_friends(counted: Counted) -> None:
    people, copy, counter = counted
    for friends in (2, FRIENDS):
        reader = moved(with_friends(people, friends), copy)
        rounds = counter.rounds_of(partial(reader.get, TIMELINE))
        assert rounds == [[*GATE, "Query", "Query"], ["BatchGetItem"], ["BatchGetItem"]], friends


def test_the_daily_post_takes_one_round_trip(counted: Counted) -> None:
    people, copy, counter = counted
    ada, grace = people.friends("ada", "grace")
    for reader in (ada, grace):
        path = f"/posts/users/{ada.id}/daily-post"
        rounds = counter.rounds_of(partial(moved(reader, copy).get, path))
        assert rounds == [["BatchGetItem", "Query"]], "the account is in the batch"


def test_a_post_takes_two_calls_and_one_once_its_place_is_known(counted: Counted) -> None:
    people, copy, counter = counted
    ada, grace = people.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    read = partial(moved(grace, copy).get, f"/posts/{post['postId']}")
    assert counter.rounds_of(read) == [["BatchGetItem"], ["BatchGetItem"]]
    assert counter.rounds_of(read) == [["BatchGetItem"]]


def test_a_like_takes_few_round_trips(counted: Counted) -> None:
    people, copy, counter = counted
    ada, grace = people.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    there = moved(grace, copy)
    path = f"/posts/{post['postId']}/likes"
    rounds = counter.rounds_of(partial(there.post, path))
    assert "TransactWriteItems" in rounds[-1]
    assert len(rounds) <= len([GATE]) + 2
    # The author is known now.
    expect(there.delete(path), 204)
    assert len(counter.rounds_of(partial(there.post, path))) <= len([GATE]) + 1
