"""kill -9 under write load: what was acknowledged is there, nothing twice, every event arrives.

Also the regression test of a defect of the earlier implementation: events lost on a crash.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import httpx
import pytest

from support.deployment import Deploy, Deployment
from support.people import People, Person, await_sight
from support.waiting import eventually
from support.workload import Writer, write_until

WRITERS = 6
FIRST_DAY = "2026-11-23"


def check_files(data: Path, scratch: Path) -> None:
    """SQLite's integrity check of every database as the crash left it, on a copy."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    databases = sorted(data.glob("*.db"))
    assert databases, f"no databases in {data}"
    for file in data.glob("*.db*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, scratch)
    for database in databases:
        with sqlite3.connect(scratch / database.name) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], database.name


def people_for(server: Deployment) -> tuple[list[Writer], Person]:
    """Writers who are all friends of each other, and a reader who is everybody's friend."""
    people = People(server)
    friends = people(*(f"writer{number}" for number in range(WRITERS)), "reader")
    guests = people(*(f"guest{number}" for number in range(WRITERS)))
    for number, person in enumerate(friends):
        person.befriend(*friends[:number])
    await_sight(friends[0].write(), *friends[1:])
    *writers, reader = friends
    return [Writer(p, g, seed) for seed, (p, g) in enumerate(zip(writers, guests, strict=True))], reader


def begin_day(server: Deployment, writers: list[Writer], reader: Person, number: int) -> None:
    server.clock.set(f"{FIRST_DAY}T12:00:00Z")
    server.clock.advance(number * 86_400)
    for person in [reader, *(w.person for w in writers), *(w.guest for w in writers)]:
        person.tokens = person.accounts.refresh(person.tokens.refresh)
    for writer in writers:
        writer.begin_day()


def check_posts(writer: Writer, board: Counter[str]) -> None:
    person = writer.person
    assert writer.post
    acknowledged = writer.post.made
    again = writer.post.send(person)
    if acknowledged:
        assert again["postId"] == acknowledged["postId"], "the post was made twice"
    today = person.read("/posts/users/me/daily-post")
    assert today["title"] == writer.post.body["title"], "an acknowledged post is lost"
    assert today["postId"] == again["postId"]
    days = [post["day"] for post in person.read("/posts/users/me/posts")]
    assert len(days) == len(set(days)), "two posts on a day"
    board[f"/posts/{today['postId']}"] += 1


def check_comments(writers: list[Writer], path: str, reader: Person) -> None:
    def listed() -> Counter[str]:
        entries = [entry for page in reader.pages(f"{path}/comments", 100) for entry in page]
        return Counter(entry["comment"]["content"] for entry in entries)

    ours = [(w, call) for w in writers for call in w.comments if call.path == f"{path}/comments"]
    before = listed()
    for _, call in ours:
        if call.made:
            assert before[call.body["content"]] == 1, (
                f"an acknowledged comment is there {before[call.body['content']]} times"
            )
    for writer, call in ours:
        if not call.made:
            call.send(writer.person)
    after = listed()
    assert set(after.values()) <= {1}, "a comment is there twice"
    assert after.keys() == {call.body["content"] for _, call in ours}
    assert reader.read(path)["commentCount"] == after.total()


def check_likes(writers: list[Writer], path: str, reader: Person) -> None:
    likers = [user["userId"] for page in reader.pages(f"{path}/likes", 100) for user in page]
    assert len(likers) == len(set(likers))
    for writer in writers:
        if path in writer.likes:
            liked = writer.person.id in likers
            assert liked in writer.likes[path].possible(), "an acknowledged like or unlike is lost"
            writer.likes[path].settle(liked)
            assert writer.person.read(path)["isLiked"] is liked
    assert reader.read(path)["likeCount"] == len(likers)


def check_person(writer: Writer) -> None:
    person, guest = writer.person, writer.guest
    profile = person.read("/users/me")
    assert profile["lastName"] in writer.name.possible(), "an acknowledged name is lost"
    writer.name.settle(profile["lastName"])

    relation = person.relation_to(guest)
    assert relation in writer.relation.possible(), "an acknowledged friend request, acceptance or end is lost"
    writer.relation.settle(relation)
    assert guest.relation_to(person) == {"outgoing": "incoming"}.get(relation, relation)
    for one in (person, guest):
        friends = [entry for page in one.pages("/users/me/friends", 100) for entry in page]
        assert one.read("/users/me")["numberOfFriends"] == len(friends)

    jobs = Counter(job["jobId"] for page in person.pages("/users/me/jobs", 100) for job in page)
    for call in writer.jobs:
        if call.made:
            assert jobs[call.body["jobId"]] == 1, "an acknowledged job is lost"
        else:
            call.send(person)
    assert set(jobs.values()) <= {1}


def check_events(writers: list[Writer], reader: Person) -> None:
    """The post service's names are the user service's, and it knows the present friendships."""
    names = {w.person.id: w.name.acknowledged for w in writers}

    def shown() -> dict[str, str]:
        return {e["user"]["userId"]: e["user"]["lastName"] for e in reader.read("/posts/users/me/timeline")}

    eventually(lambda: shown() == names, 5, f"the timeline's names are {names}")
    for writer in writers:
        assert writer.post
        assert writer.post.made
        sees = writer.relation.acknowledged == "friend"
        await_sight(writer.post.made, writer.guest, seen=sees, within=5)


def check_all(writers: list[Writer], reader: Person) -> None:
    board: Counter[str] = Counter()
    for writer in writers:
        check_posts(writer, board)
        check_person(writer)
    for path in board:
        check_comments(writers, path, reader)
        check_likes(writers, path, reader)
    check_events(writers, reader)


def victims(server: Deployment, number: int) -> list[str]:
    """All programs, or where there are two sometimes only one of them."""
    names = list(server.programs)
    if len(names) == 1 or number % 3 == 0:
        return names
    return [names[number % 3 - 1]]


@pytest.mark.parametrize("topology", ["one", "split"])
def test_events_lost_on_a_crash_and_every_acknowledged_write(
    deploy: Deploy, request: pytest.FixtureRequest, topology: str, tmp_path: Path
) -> None:
    rounds = request.config.getoption("--rounds")
    rounds = rounds if topology == "one" else max(1, rounds // 2)
    dice = random.Random(rounds)
    with deploy(
        "--access-token-lifetime", "1d", "--refresh-token-lifetime", "3650d", topology=topology
    ) as server:
        writers, reader = people_for(server)
        for number in range(1, rounds + 1):
            begin_day(server, writers, reader, number)

            def kill(number: int = number) -> None:
                for name in victims(server, number):
                    server.programs[name].kill()

            write_until(writers, kill, dice.uniform(0.05, 0.35))
            if not any(program.running for program in server.programs.values()):
                check_files(server.data, tmp_path / "copy")
            server.start()
            server.clock.set(f"{FIRST_DAY}T12:05:00Z")
            server.clock.advance(number * 86_400)
            try:
                check_all(writers, reader)
            except AssertionError as error:
                raise AssertionError(f"round {number} of {rounds}: {error}") from error
        assert server.stop() is None
        check_files(server.data, tmp_path / "copy")
        calls = sum(writer.calls for writer in writers)
        print(f"{topology}: {rounds} rounds, {calls} acknowledged writes")
        assert calls > rounds, "hardly anything was written"


@pytest.mark.parametrize("topology", ["one", "split"])
def test_a_deletion_goes_on_after_a_crash_in_the_middle(deploy: Deploy, topology: str) -> None:
    """The account is deleted in whole, however early the process died."""
    dice = random.Random(1)
    with deploy("--access-token-lifetime", "1d", topology=topology) as server:
        people = People(server)
        for _ in range(8):
            ada, *friends = people("ada", *"bcdefgh")
            ada.befriend(*friends)
            posts = [friend.write() for friend in friends]
            await_sight(posts[-1], ada)
            for post in posts:
                assert ada.post(f"/posts/{post['postId']}/likes").status_code == 201
                ada.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
            writer = Writer(ada, friends[0], 0)
            writer.write_post([])
            acknowledged = delete_and_kill(server, writer, dice.uniform(0.0, 0.03))
            server.start()
            gone = ada.get("/users/me").status_code != 200
            assert gone or not acknowledged, "an acknowledged deletion is lost"
            if not gone:
                ada.remove("/users/me")
            eventually(
                lambda f=friends: all(x.read("/users/me")["numberOfFriends"] == 0 for x in f), 3, "no friends"
            )

            def counts(friends: list[Person] = friends, posts: list[dict] = posts) -> set[tuple[int, int]]:
                read = [f.read(f"/posts/{p['postId']}") for f, p in zip(friends, posts, strict=True)]
                return {(post["likeCount"], post["commentCount"]) for post in read}

            eventually(lambda: counts() == {(0, 0)}, 5, "its likes and comments are gone")
            for friend in friends:
                friend.remove("/users/me")


def delete_and_kill(server: Deployment, writer: Writer, seconds: float) -> bool:
    """Whether the deletion was answered before the kill."""
    acknowledged = []
    writer.run = lambda stop, board: acknowledged.append(try_to_delete(writer.person))  # type: ignore[method-assign]
    write_until([writer], server.kill, seconds)
    return bool(acknowledged and acknowledged[0])


def try_to_delete(person: Person) -> bool:
    try:
        return person.delete("/users/me").status_code == 204
    except httpx.TransportError:
        return False
