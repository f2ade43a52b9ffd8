"""kill -9 under write load: what was acknowledged is there, nothing twice, every event arrives.

Also the regression test of a defect of the earlier implementation: events lost on a crash.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from support.crash_checks import Deletion, begin_day, check_events, check_writes, go_on, people_for
from support.deployment import Deploy, Deployment
from support.workload import write_until


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
            go_on(server, number)
            try:
                check_writes(writers, reader)
                check_events(writers, reader)
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
        for _ in range(8):
            deletion = Deletion(server)
            deletion.begin_and_kill(dice.uniform(0.0, 0.03))
            # An event that was being handled comes again half a minute later.
            go_on(server)
            deletion.check_acknowledged()
            deletion.check_done()
            for friend in deletion.friends:
                friend.remove("/users/me")
