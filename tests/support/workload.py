"""People who write without a pause and remember what was acknowledged, until the server dies."""

from __future__ import annotations

import itertools
import random
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from support.people import PIECE, Person
from support.waiting import eventually


@dataclass
class Call:
    """A creating call with its key: sent again after the crash, it must not happen twice."""

    path: str
    body: dict[str, Any]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    made: dict[str, Any] | None = None  # as acknowledged

    def send(self, person: Person) -> dict[str, Any]:
        answer = person.post(self.path, self.body, headers={"Idempotency-Key": self.key})
        assert answer.status_code in (200, 201), f"POST {self.path} -> {answer.status_code} {answer.text}"
        self.made = answer.json()
        return self.made


@dataclass
class State:
    """Something that is replaced: its acknowledged value, and the one that was on its way."""

    acknowledged: Any
    pending: Any = None

    def possible(self) -> list[Any]:
        return [self.acknowledged] if self.pending is None else [self.acknowledged, self.pending]

    def begin(self, value: Any) -> None:
        self.pending = value

    def end(self) -> None:
        self.acknowledged, self.pending = self.pending, None

    def settle(self, found: Any) -> None:
        """After the crash: what is there is what there is from now on."""
        self.acknowledged, self.pending = found, None


class Writer:
    """One person, the guest with whom the person makes and ends a friendship, and all they know."""

    def __init__(self, person: Person, guest: Person, seed: int) -> None:
        self.person = person
        self.guest = guest
        self.random = random.Random(seed)
        self.numbers = itertools.count()
        self.name = State("Tester")
        self.relation = State("none")  # of the person to the guest
        self.likes: dict[str, State] = {}
        self.post: Call | None = None
        self.comments: list[Call] = []
        self.jobs: list[Call] = []
        self.calls = 0
        self.failure: BaseException | None = None

    def begin_day(self) -> None:
        self.post = None
        self.comments = []
        self.likes = {}

    def run(self, stop: threading.Event, board: list[str]) -> None:
        """Writes until told to stop or until the server is gone. `board` has the paths of today's posts."""
        try:
            self.write_post(board)
            steps = [self.comment, self.like, self.rename, self.advance_friendship, self.add_job]
            while not stop.is_set():
                self.random.choice(steps)(board)
                self.calls += 1
        except httpx.TransportError:
            pass
        except BaseException as failure:
            self.failure = failure

    def write_post(self, board: list[str]) -> None:
        self.post = Call("/posts", {**PIECE, "title": f"{self.person.name} {uuid.uuid4()}"})
        board.append(f"/posts/{self.post.send(self.person)['postId']}")

    def comment(self, board: list[str]) -> None:
        path = self.random.choice(board)
        self.comments.append(Call(f"{path}/comments", {"content": str(uuid.uuid4())}))
        self.comments[-1].send(self.person)

    def like(self, board: list[str]) -> None:
        path = self.random.choice(board)
        state = self.likes.setdefault(path, State(False))
        state.begin(not state.acknowledged)
        answer = self.person.call("POST" if state.pending else "DELETE", f"{path}/likes")
        assert answer.status_code in (201, 204), answer.text
        state.end()

    def rename(self, board: list[str]) -> None:
        self.name.begin(f"Name {next(self.numbers)}")
        self.person.set_profile(lastName=self.name.pending)
        self.name.end()

    def advance_friendship(self, board: list[str]) -> None:
        """none → outgoing → friend → none …"""
        person, guest, state = self.person, self.guest, self.relation
        if state.acknowledged == "none":
            state.begin("outgoing")
            person.ask(guest)
        elif state.acknowledged == "outgoing":
            state.begin("friend")
            guest.accept(person)
        else:
            state.begin("none")
            guest.unfriend(person)
        state.end()

    def add_job(self, board: list[str]) -> None:
        if len(self.jobs) >= 40:
            job = self.jobs.pop(0)
            self.person.remove(f"/users/me/jobs/{job.body['jobId']}")
            return
        body = {"jobId": f"job-{uuid.uuid4()}", "jobTitle": "Analyst", "companyName": "Engines"}
        self.jobs.append(Call("/users/me/jobs", body))
        self.jobs[-1].send(self.person)


def write_until(writers: list[Writer], kill: Any, seconds: float = 0.0, calls: int = 0) -> None:
    """Lets everybody write for a while, and until so many calls were acknowledged; then calls `kill` in
    the middle of it."""
    stop = threading.Event()
    board: list[str] = []
    threads = [threading.Thread(target=writer.run, args=(stop, board)) for writer in writers]
    before = sum(writer.calls for writer in writers)

    def enough() -> bool:
        failed = any(writer.failure for writer in writers)
        return failed or sum(writer.calls for writer in writers) - before >= calls

    for thread in threads:
        thread.start()
    stop.wait(seconds)
    try:
        eventually(enough, 60, f"{calls} acknowledged calls")
        kill()
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    for writer in writers:
        if writer.failure:
            raise writer.failure
