"""AWS throttles, fails, resets, is slow, leaves work undone and delivers twice: nothing is lost or doubled."""

from __future__ import annotations

import os
from functools import partial

import pytest

from support.checks import expect_problem
from support.concurrency import all_at_once
from support.deployment import Deploy
from support.fault_proxy import Fault, FaultProxy, Rule
from support.people import PIECE, People, Person
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")

# Of all calls; each is tried several times, so that hardly a request fails of it.
SOMETIMES = 0.04
EVERY_CALL = [
    Rule(r"DynamoDB\.(Get|BatchGet|Put|Delete|Update|Transact).*|DynamoDB\.Query", "throttle", SOMETIMES),
    Rule(r"DynamoDB\.(BatchGetItem|GetItem|Query)|SNS\.PublishBatch|SQS\..*", "error", SOMETIMES),
    Rule(r"DynamoDB\.TransactWriteItems", "conflict", SOMETIMES),
    Rule(r"(DynamoDB\.(GetItem|Query|Transact.*))|SNS\.PublishBatch", "reset before", SOMETIMES),
    Rule(r"DynamoDB\.TransactWriteItems|SNS\.PublishBatch", "reset after", SOMETIMES),
    Rule(r"DynamoDB\..*Items?|SNS\.PublishBatch", "slow", SOMETIMES),
    Rule(r"SQS\.DeleteMessageBatch|SNS\.PublishBatch", "throttle", SOMETIMES),
    Rule(r"DynamoDB\.BatchGetItem", "partial", 0.5),
    Rule(r"SQS\.ReceiveMessage", "jumble", 0.8),
]
OUTAGES: tuple[Fault, ...] = ("throttle", "error", "reset before")
FAULTS = {rule.fault for rule in EVERY_CALL}


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_or_doubled(deploy: Deploy, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    with FaultProxy(os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"], [], seed) as proxy:
        monkeypatch.setenv("DAILYGRIND_TEST_AWS_ENDPOINT", proxy.endpoint)
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
            assert set(proxy.met) == FAULTS, proxy.met


def test_an_outage_is_a_503_and_no_more(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultProxy(os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"], [], 1) as proxy:
        monkeypatch.setenv("DAILYGRIND_TEST_AWS_ENDPOINT", proxy.endpoint)
        server = deploy()
        server.http.event_hooks = {}
        with server:
            ada = People(server).one("ada")
            for fault in OUTAGES:
                proxy.rules = [Rule(r"DynamoDB\..*", fault, 1.0)]
                expect_problem(ada.get("/posts/users/me/timeline"), 503)
                expect_problem(ada.post("/posts", PIECE), 503)
                proxy.rules = []
                assert ada.read("/posts/users/me/timeline") == []
            ada.write()


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


def check_inbox(ada: Person, readers: list[Person]) -> None:
    """Each comment is told of once, however often its event came."""

    def told() -> int:
        entries = ada.read("/push-notifications/inbox?limit=100")
        return sum(entry["type"] == "comment" for entry in entries)

    wanted = 4 * len(readers)
    eventually(lambda: told() >= wanted, 60, f"{wanted} comments in the inbox")
    assert told() == wanted
