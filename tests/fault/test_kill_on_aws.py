"""kill -9 of each service under write load, with items and events on AWS: as on SQLite, what was
acknowledged is there, nothing twice, every event arrives.

Events that a program held when it was killed come again after the visibility time-out of SQS, so those
of all rounds are looked at in the end.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from support.crash_checks import (
    Deletion,
    begin_day,
    check_events,
    check_inboxes,
    check_writes,
    comments_by_others,
    go_on,
    people_for,
)
from support.deployment import Deploy, Deployment
from support.workload import write_until

pytestmark = pytest.mark.topology("aws")


def victims(server: Deployment) -> itertools.cycle[list[str]]:
    """Each program by itself, then all of them."""
    names = list(server.programs)
    return itertools.cycle([*([name] for name in names), names])


def test_every_acknowledged_write_and_event(deploy: Deploy, request: pytest.FixtureRequest) -> None:
    rounds = max(4, request.config.getoption("--rounds") // 6)
    dice = random.Random(rounds)
    with deploy("--access-token-lifetime", "1d", "--refresh-token-lifetime", "3650d") as server:
        writers, reader = people_for(server)
        told: Counter[str] = Counter()
        for number, names in zip(range(1, rounds + 1), victims(server), strict=False):
            begin_day(server, writers, reader, number)

            def kill(names: list[str] = names) -> None:
                for name in names:
                    server.programs[name].kill()

            write_until(writers, kill, calls=dice.randint(20, 120))
            go_on(server, number)
            try:
                check_writes(writers, reader)
            except AssertionError as error:
                raise AssertionError(f"round {number} of {rounds}, killed {names}: {error}") from error
            told += comments_by_others(writers)
        check_events(writers, reader)
        check_inboxes(writers, told)
        assert "USER_" not in server.cli("dlq", "list").stdout
        calls = sum(writer.calls for writer in writers)
        print(f"{rounds} rounds, {calls} acknowledged writes, {told.total()} comments told of")
        assert calls >= 20 * rounds


def test_deletions_go_on_after_a_crash_in_the_middle(deploy: Deploy) -> None:
    """Accounts are deleted in whole, however early the processes died."""
    dice = random.Random(1)
    with deploy("--access-token-lifetime", "1d") as server:
        deletions = [Deletion(server) for _ in range(4)]
        for deletion in deletions:
            deletion.begin_and_kill(dice.uniform(0.0, 0.2))
            go_on(server)
            deletion.check_acknowledged()
        for deletion in deletions:
            deletion.check_done()
