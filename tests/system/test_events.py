"""What the user service tells the post service, and how soon it shows."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person, await_sight
from support.waiting import eventually, seconds_until


def author_name(viewer: Person) -> str:
    [entry] = viewer.read("/posts/users/me/timeline")
    return entry["user"]["lastName"]


def test_a_new_name_shows_in_friends_timelines(friends: list[Person], record_property: Callable) -> None:
    ada, grace = friends
    delays = []
    for number in range(10):
        ada.set_profile(lastName=f"Renamed {number}")
        delays.append(seconds_until(lambda n=number: author_name(grace) == f"Renamed {n}", 2, "the new name"))
    delays.sort()
    text = f"a new name shows in the timeline after {delays[5] * 1e3:.1f} ms (median), {delays[-1] * 1e3:.1f} ms (worst)"
    record_property("delay", text)
    print(text)


def test_the_last_of_many_changes_wins(friends: list[Person]) -> None:
    ada, grace = friends
    for number in range(50):
        ada.set_profile(lastName=f"Number {number}")
    eventually(lambda: author_name(grace) == "Number 49", 2, "the last name")
    comments = grace.read(f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}/comments")
    assert comments == []


def test_becoming_friends_shows_at_once(people: People, record_property: Callable) -> None:
    delays = []
    for _ in range(5):
        ada, grace = people("ada", "grace")
        post = ada.write()
        ada.befriend(grace)
        delays.append(seconds_until(lambda g=grace, p=post: g.sees(p), 2, "the post"))
        grace.unfriend(ada)
        await_sight(post, grace, seen=False)
    print(f"a new friend sees the post after {max(delays) * 1e3:.1f} ms (worst of 5)")


def test_friends_unfriended_and_friends_again(people: People) -> None:
    """Versions per pair: the last state wins, however quickly it changed."""
    ada, grace = people("ada", "grace")
    post = ada.write()
    for _ in range(10):
        ada.befriend(grace)
        grace.unfriend(ada)
    ada.befriend(grace)
    await_sight(post, grace)


# The post service is not there for a while.


@pytest.fixture
def own(deploy: Deploy) -> Iterator[Deployment]:
    with deploy() as deployment:
        yield deployment


@pytest.mark.topology("split", "aws")
def test_a_post_service_that_was_down_catches_up(own: Deployment) -> None:
    people = People(own)
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post = ada.read("/posts/users/me/daily-post")
    own.post.stop()
    ada.set_profile(lastName="Changed")
    ada.unfriend(joan)
    new = people.one("newcomer")
    new.befriend(ada)
    own.start()
    within = own.catches_up_within
    eventually(lambda: author_name(grace) == "Changed", within, "the new name")
    await_sight(post, new, within=within)
    await_sight(post, joan, seen=False, within=within)


@pytest.mark.topology("split", "aws")
def test_the_post_service_collects_before_its_first_start(deploy: Deploy) -> None:
    server = deploy()
    server.user.start()
    people = People(server)
    ada, grace = people("ada", "grace")
    ada.befriend(grace)
    server.post.start()
    server.clock.set("2026-11-23T12:00:00Z")
    post = ada.sign_in().write()
    grace.sign_in()
    await_sight(post, grace, within=server.catches_up_within)
    assert author_name(grace) == "Tester"
    server.stop()


@pytest.mark.topology("split", "aws")
def test_the_user_service_may_be_down(own: Deployment) -> None:
    """The post service never calls it, and has the keys from the folder."""
    ada, grace = People(own).friends("ada", "grace")
    own.user.stop()
    assert author_name(grace) == "Tester"
    expect(grace.post(f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}/likes"), 201)
    own.post.stop()
    own.post.start()
    own.clock.set("2026-11-23T12:00:00Z")
    assert author_name(grace) == "Tester"


# Dead letters.


def messages(own: Deployment) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(own.data / "events.db", timeout=10))


def unsent(own: Deployment) -> int:
    with contextlib.closing(sqlite3.connect(own.data / "user.db", timeout=10)) as db:
        return db.execute("SELECT count(*) FROM outbox").fetchone()[0]


def waiting(own: Deployment) -> int:
    """Events that are published or about to be, and not yet handled."""
    with messages(own) as db:
        return unsent(own) + db.execute("SELECT count(*) FROM messages").fetchone()[0]


def spoil(own: Deployment, table: str, user_id: str, change: Callable[[dict], object]) -> int:
    """Changes the data of every event about a person in the queue of the post service."""
    changed = 0
    with messages(own) as db:
        for event, data in db.execute(
            f"SELECT id, data FROM {table} WHERE data LIKE ?", (f"%{user_id}%",)
        ).fetchall():
            db.execute(
                f"UPDATE {table} SET data = ? WHERE id = ?", (json.dumps(change(json.loads(data))), event)
            )
            changed += 1
        db.commit()
    return changed


@pytest.mark.topology("split")
def test_an_event_that_always_fails_is_dead_and_can_be_replayed(deploy: Deploy) -> None:
    with deploy("--bus-max-attempts", "2") as own:
        ada, grace = People(own).friends("ada", "grace")
        assert own.cli("dlq", "list").stdout.strip().count("USER_UPDATED") == 0
        eventually(lambda: waiting(own) == 0, what="all that came before is handled")
        own.post.stop()
        ada.set_profile(lastName="Changed")
        eventually(lambda: unsent(own) == 0, what="the outbox is empty: nothing is published twice")
        own.user.stop()
        wrong_kind = {"userId": ada.id, "firstName": ["no", "text"]}
        assert spoil(own, "messages", ada.id, lambda _: wrong_kind) == 1
        own.start()
        eventually(lambda: "USER_UPDATED" in own.cli("dlq", "list").stdout, 15, "a dead letter", pause=0.1)
        grace.set_profile(lastName="Unharmed")
        grace_post = grace.write()
        eventually(
            lambda: ada.read("/posts/users/me/timeline")[0]["user"]["lastName"] == "Unharmed",
            2,
            "others go on",
        )
        assert author_name(grace) == "Tester"

        mended = {
            "userId": ada.id,
            "firstName": "Ada",
            "lastName": "Changed",
            "email": ada.email,
            "timeZone": "UTC",
        }
        assert spoil(own, "dead_letters", ada.id, lambda _: mended) == 1
        own.cli("dlq", "replay")
        eventually(lambda: author_name(grace) == "Changed", 5, "the replayed name")
        assert "USER_UPDATED" not in own.cli("dlq", "list").stdout
        assert ada.sees(grace_post)


def test_dlq_of_a_healthy_server_is_empty(own: Deployment) -> None:
    People(own).friends("ada", "grace")
    listed = own.cli("dlq", "list").stdout
    assert "USER_" not in listed
    own.cli("dlq", "replay")


def test_traceparent_is_passed_on_with_events(own: Deployment) -> None:
    ada = People(own).one("ada")
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    body = {"firstName": "Ada", "lastName": "Traced"}
    expect(ada.put("/users/me", body, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}), 200)
    eventually(lambda: trace in own.post.log_text(), 3, "the trace id where the event is handled")
