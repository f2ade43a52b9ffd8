"""What must hold after a crash in the middle of writing: everything acknowledged is there, nothing twice."""

from __future__ import annotations

import contextlib
from collections import Counter

import httpx

from support.deployment import Deployment
from support.people import People, Person, await_sight
from support.waiting import eventually
from support.workload import Writer, write_until

WRITERS = 6
FIRST_DAY = "2026-11-23"


def people_for(server: Deployment) -> tuple[list[Writer], Person]:
    """Writers who are all friends of each other, and a reader who is everybody's friend."""
    people = People(server)
    friends = people(*(f"writer{number}" for number in range(WRITERS)), "reader")
    guests = people(*(f"guest{number}" for number in range(WRITERS)))
    for number, person in enumerate(friends):
        person.befriend(*friends[:number])
    for person in friends:
        await_sight(person.write(), *friends, within=server.catches_up_within)
    *writers, reader = friends
    return [Writer(p, g, seed) for seed, (p, g) in enumerate(zip(writers, guests, strict=True))], reader


def begin_day(server: Deployment, writers: list[Writer], reader: Person, number: int) -> None:
    server.clock.set(f"{FIRST_DAY}T12:00:00Z")
    server.clock.advance(number * 86_400)
    for person in [reader, *(w.person for w in writers), *(w.guest for w in writers)]:
        person.tokens = person.accounts.refresh(person.tokens.refresh)
    for writer in writers:
        writer.begin_day()


def go_on(server: Deployment, number: int = 0) -> None:
    """Starts what was killed, five minutes later on the day of that number."""
    server.start()
    server.clock.set(f"{FIRST_DAY}T12:05:00Z")
    server.clock.advance(number * 86_400)


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
    within = reader.deployment.catches_up_within
    names = {w.person.id: w.name.acknowledged for w in writers}

    def shown() -> dict[str, str]:
        return {e["user"]["userId"]: e["user"]["lastName"] for e in reader.read("/posts/users/me/timeline")}

    eventually(lambda: shown() == names, within, f"the timeline's names are {names}")
    for writer in writers:
        assert writer.post
        assert writer.post.made
        sees = writer.relation.acknowledged == "friend"
        await_sight(writer.post.made, writer.guest, seen=sees, within=within)


def check_writes(writers: list[Writer], reader: Person) -> None:
    """What was acknowledged is there, and nothing twice."""
    board: Counter[str] = Counter()
    for writer in writers:
        check_posts(writer, board)
        check_person(writer)
    for path in board:
        check_comments(writers, path, reader)
        check_likes(writers, path, reader)


def comments_by_others(writers: list[Writer]) -> Counter[str]:
    """How many comments of today each writer is to be told of, by their ids."""
    authors = {
        f"/posts/{w.post.made['postId']}/comments": w.person for w in writers if w.post and w.post.made
    }
    calls = [(writer, call) for writer in writers for call in writer.comments]
    return Counter(authors[call.path].id for w, call in calls if authors[call.path] is not w.person)


def check_inboxes(writers: list[Writer], wanted: Counter[str]) -> None:
    """Everybody is told of each comment once."""

    def told() -> Counter[str]:
        return Counter(
            writer.person.id
            for writer in writers
            for page in writer.person.pages("/push-notifications/inbox", 100)
            for entry in page
            if entry["type"] == "comment"
        )

    eventually(
        lambda: not wanted - told(), writers[0].person.deployment.catches_up_within, "all comments told"
    )
    assert told() == wanted, "somebody was told twice"


class Deletion:
    """Of somebody with friends, whose posts that person has liked and commented on."""

    def __init__(self, server: Deployment) -> None:
        self.server = server
        self.ada, *self.friends = People(server)("ada", *"bcdefgh")
        self.ada.befriend(*self.friends)
        self.posts = [friend.write() for friend in self.friends]
        for post in self.posts:
            await_sight(post, self.ada, within=server.catches_up_within)
            self.ada.create(f"/posts/{post['postId']}/likes")
            self.ada.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
        self.ada.write()
        self.acknowledged = False

    def begin_and_kill(self, seconds: float) -> None:
        writer = Writer(self.ada, self.friends[0], 0)
        writer.run = self._begin  # type: ignore[method-assign]
        write_until([writer], self.server.kill, seconds)

    def _begin(self, *_: object) -> None:
        with contextlib.suppress(httpx.TransportError):
            self.acknowledged = self.ada.delete("/users/me").status_code == 204

    def check_acknowledged(self) -> None:
        gone = self.ada.get("/users/me").status_code != 200
        assert gone or not self.acknowledged, "an acknowledged deletion is lost"
        if not gone:
            self.ada.remove("/users/me")

    def check_done(self) -> None:
        """Nothing is left at others."""
        within = self.server.catches_up_within
        eventually(lambda: {f.read("/users/me")["numberOfFriends"] for f in self.friends} == {0}, within)
        eventually(lambda: self._traces() == {(0, 0)}, within, "its likes and comments are gone")

    def _traces(self) -> set[tuple[int, int]]:
        pairs = zip(self.friends, self.posts, strict=True)
        read = [friend.read(f"/posts/{post['postId']}") for friend, post in pairs]
        return {(post["likeCount"], post["commentCount"]) for post in read}
