"""AWS throttles, fails, resets, is slow, leaves work undone and delivers twice: nothing is lost or doubled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest

from support.concurrency import all_at_once
from support.deployment import Deploy
from support.fault_proxy import BATCHES, FaultProxy, Rule
from support.people import People, Person, await_sight
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")

# Of all calls; each is tried several times, so that hardly a request fails of it.
SOMETIMES = 0.04
EVERY_CALL = [
    Rule(r"DynamoDB\.(Get|BatchGet|Put|Delete|Update|Transact).*|DynamoDB\.Query", "throttle", SOMETIMES),
    Rule(r"DynamoDB\.(BatchGetItem|GetItem|Query)|SNS\.PublishBatch|SQS\..*", "error", SOMETIMES),
    Rule(r"DynamoDB\..*|SNS\.PublishBatch|SQS\..*", "unavailable", SOMETIMES),
    Rule(r"DynamoDB\.TransactWriteItems", "conflict", SOMETIMES),
    Rule(r"(DynamoDB\.(GetItem|Query|Transact.*))|SNS\.PublishBatch", "reset before", SOMETIMES),
    Rule(r"DynamoDB\.TransactWriteItems|SNS\.PublishBatch", "reset after", SOMETIMES),
    Rule(r"DynamoDB\..*Items?|SNS\.PublishBatch", "slow", SOMETIMES),
    Rule(r"SQS\.DeleteMessageBatch|SNS\.PublishBatch", "throttle", SOMETIMES),
    Rule(r"DynamoDB\.BatchGetItem", "partial", 0.5),
    Rule(BATCHES, "undone", 0.5),
    Rule(r"SQS\.ReceiveMessage", "jumble", 0.8),
]
FAULTS = {rule.fault for rule in EVERY_CALL}


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """Does nothing yet."""
    with FaultProxy(os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"], [], seed=1) as proxy:
        monkeypatch.setenv("DAILYGRIND_TEST_AWS_ENDPOINT", proxy.endpoint)
        yield proxy


def check_all_done(proxy: FaultProxy) -> None:
    """What was left undone was asked for again."""
    eventually(lambda: not proxy.undone.waiting, 20, "every entry of a batch comes again until it is done")


def test_nothing_is_lost_or_doubled(deploy: Deploy, proxy: FaultProxy) -> None:
    with deploy() as server:
        people = People(server)
        ada = people.one("ada")
        readers = people.many(6)
        proxy.rules = EVERY_CALL
        for reader in readers:
            reader.befriend(ada)
        path = f"/posts/{ada.write()['postId']}"
        for reader in readers:
            eventually(lambda of=reader: of.get(path).status_code == 200, 60, "everyone sees the post")
        check_reactions(ada, readers, path)
        check_inbox(ada, readers)
        proxy.rules = []
        check_all_done(proxy)
        assert set(proxy.met) == FAULTS, proxy.met
        assert not proxy.seen["DynamoDB.BatchWriteItem"], "it leaves items unprocessed: add that fault"


def check_reactions(ada: Person, readers: list[Person], path: str) -> None:
    texts = [f"Comment {number}" for number in range(4)]
    comments = [
        partial(reader.create, f"{path}/comments", {"content": f"{reader.id} {text}"})
        for reader in readers
        for text in texts
    ]
    all_at_once(comments)
    likes = all_at_once(partial(reader.post, f"{path}/likes") for reader in readers)
    assert {like.status_code for like in likes} == {201}
    contents = [entry["comment"]["content"] for entry in ada.read(f"{path}/comments?limit=100")]
    assert sorted(contents) == sorted(f"{reader.id} {text}" for reader in readers for text in texts)
    post = ada.read(path)
    assert post["commentCount"] == len(contents)
    assert post["likeCount"] == len(ada.read(f"{path}/likes")) == len(readers)


def told_of_comments(person: Person) -> int:
    entries = person.read("/push-notifications/inbox?limit=100")
    return sum(entry["type"] == "comment" for entry in entries)


def check_inbox(ada: Person, readers: list[Person]) -> None:
    """Each comment is told of once, however often its event came."""
    wanted = 4 * len(readers)
    eventually(lambda: told_of_comments(ada) >= wanted, 60, f"{wanted} comments in the inbox")
    assert told_of_comments(ada) == wanted


def test_events_that_come_twice_and_late_change_nothing_back(deploy: Deploy, proxy: FaultProxy) -> None:
    with deploy() as server:
        ada, grace, joan = People(server).friends("ada", "grace", "joan")
        post = ada.read("/posts/users/me/daily-post")
        proxy.rules = [Rule(r"SQS\.ReceiveMessage", "jumble", 1.0)]
        for number in range(12):
            ada.set_profile(lastName=f"Name{number}")
            joan.unfriend(ada)
            joan.befriend(ada)
            grace.create(f"/posts/{post['postId']}/comments", {"content": f"Comment {number}"})
        joan.unfriend(ada)

        def name_in_timeline() -> str:
            names = {
                e["user"]["userId"]: e["user"]["lastName"] for e in grace.read("/posts/users/me/timeline")
            }
            name: str = names[ada.id]
            return name

        eventually(lambda: name_in_timeline() == "Name11", 30, "the last name")
        await_sight(post, joan, seen=False, within=30)
        eventually(lambda: told_of_comments(ada) >= 12, 30, "every comment in the inbox")
        # Old events go on coming with new ones, whose arrival shows that those have come.
        for number in range(12, 18):
            grace.create(f"/posts/{post['postId']}/comments", {"content": f"Comment {number}"})
            joan.set_profile(lastName=f"Name{number}")
        grace.befriend(joan)
        await_sight(joan.write(), grace, within=30)
        eventually(lambda: told_of_comments(ada) >= 18, 30, "every comment in the inbox")
        assert proxy.met["jumble"] > 10
        assert name_in_timeline() == "Name11"
        assert not joan.sees(post)
        assert told_of_comments(ada) == 18


def test_dead_letters_of_which_a_part_is_left_undone(
    deploy: Deploy, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The post service cannot write: its events die, and after a replay each is handled."""
    monkeypatch.setenv("DAILYGRIND_BUS_MAX_ATTEMPTS", "2")
    with deploy() as server:
        people = People(server)
        ada, others = people.one("ada"), people.many(5)
        for other in others:
            other.befriend(ada)
            await_sight(other.write(), ada, within=10)
        proxy.rules = [
            Rule(r"DynamoDB\.(Put|Update|Delete|Transact).*", "wrong signature", 1.0, about="-post-"),
            Rule(BATCHES, "undone", 0.7),
        ]
        for other in others:
            other.set_profile(lastName="Changed")

        def dead() -> int:
            return server.cli("dlq", "list").stdout.count("USER_UPDATED")

        def names() -> list[str]:
            return [entry["user"]["lastName"] for entry in ada.read("/posts/users/me/timeline")]

        eventually(lambda: dead() == len(others), 60, "all are dead letters", pause=0.1)
        assert names() == ["Tester"] * len(others)
        proxy.rules = proxy.rules[1:]
        server.cli("dlq", "replay")
        eventually(lambda: names() == ["Changed"] * len(others), 30, "the replayed names")
        check_all_done(proxy)
        assert dead() == 0
        assert proxy.seen["SQS.SendMessageBatch"] > 2 * proxy.undone.MOST
