"""Seeding: deterministic, believable, through the same rules; and the Reed98 community, whose every
timeline is what a few lines compute from its edge list."""

from __future__ import annotations

import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from support import settings
from support.concurrency import all_at_once
from support.deployment import Deploy, Deployment
from support.issuer import CLIENT, Issuer
from support.people import Person

pytestmark = pytest.mark.topology("one", "split")

GRAPH = Path(__file__).resolve().parent.parent / "data" / "socfb-Reed98.edges"


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer() as issuer:
        yield issuer


def seed(deployment: Deployment, *words: str) -> str:
    result = subprocess.run(
        deployment.command("seed", *words),
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def quarter(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute // 15


def seeded(deploy: Deploy, issuer: Issuer, *words: str) -> Deployment:
    """A running server on seeded data whose clock stands still at the time of the seeding, so that
    nobody's midnight comes in between. It takes the issuer's tokens, which live on the system clock."""
    for _ in range(3):
        deployment = deploy(*settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT), noon=False)
        before = datetime.now(UTC)
        seed(deployment, *words)
        if quarter(before) == quarter(now := datetime.now(UTC)):
            deployment.start()
            deployment.clock.freeze(now.strftime("%Y-%m-%dT%H:%M:%SZ"))
            return deployment
    raise AssertionError("seeding takes longer than a quarter of an hour")


def person(deployment: Deployment, issuer: Issuer, user_id: str) -> Person:
    somebody = Person(deployment, None, user_id, "")  # type: ignore[arg-type]
    somebody.id = user_id
    somebody.tokens.access = issuer.token(sub=user_id)
    return somebody


def listed_accounts(deployment: Deployment) -> dict[str, str]:
    """E-mail → id, of everybody."""
    accounts = {}
    for line in deployment.cli("admin", "list").stdout.splitlines():
        email, user_id = re.search(r"\S+@\S+", line), re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", line)
        if email and user_id:
            accounts[email.group()] = user_id.group()
    return accounts


def everything(deployment: Deployment, issuer: Issuer) -> list[Any]:
    """What does not depend on the moment of the seeding."""
    content = []
    for email, user_id in sorted(listed_accounts(deployment).items()):
        viewer = person(deployment, issuer, user_id)
        details = viewer.read("/users/me/details")
        friends = sorted(entry["userId"] for page in viewer.pages("/users/me/friends", 100) for entry in page)
        posts = [
            (post["day"], post["title"], post["content"]) for post in viewer.read("/posts/users/me/posts")
        ]
        content.append((email, details, friends, posts))
    return content


def test_the_same_seed_gives_the_same_content(deploy: Deploy, issuer: Issuer) -> None:
    words = ["--people", "30", "--days", "3"]
    first, second, other = (
        everything(seeded(deploy, issuer, *words, "--seed", number), issuer) for number in ("7", "7", "8")
    )
    assert len(first) == 30
    assert first == second
    assert first != other


def test_seeded_people_are_believable(deploy: Deploy, issuer: Issuer) -> None:
    server = seeded(deploy, issuer, "--people", "40", "--seed", "3", "--days", "5")
    content = everything(server, issuer)
    names = {
        (details["userInfo"]["firstName"], details["userInfo"]["lastName"]) for _, details, _, _ in content
    }
    assert len(names) > 30
    for _, details, friends, posts in content:
        assert details["userInfo"]["numberOfFriends"] == len(friends)
        assert len({day for day, _, _ in posts}) == len(posts), "two posts on a day"
    assert sum(bool(details["jobs"]) for _, details, _, _ in content) > 20
    assert sum(bool(details["educations"]) for _, details, _, _ in content) > 20
    assert sum(len(friends) for _, _, friends, _ in content) / len(content) >= 2
    assert max(len(posts) for _, _, _, posts in content) > 1


def test_seeding_twice_is_refused_or_adds(deploy: Deploy, issuer: Issuer) -> None:
    server = deploy(noon=False)
    seed(server, "--people", "5", "--seed", "1")
    before = listed_accounts(server)
    subprocess.run(server.command("seed", "--people", "5", "--seed", "1"), capture_output=True, timeout=60)
    assert before.items() <= listed_accounts(server).items()


def test_seeding_a_folder_in_use_is_refused(deploy: Deploy) -> None:
    with deploy(noon=False) as server:
        result = server.cli("seed", "--people", "3", "--seed", "1", code=1)
        assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("line", ["1", "a b", "1 2 3 4 5 x", "-1 2"])
def test_a_bad_graph_is_refused_with_its_line(deploy: Deploy, tmp_path: Path, line: str) -> None:
    graph = tmp_path / "graph"
    graph.write_text(f"0 1\n{line}\n")
    result = deploy(noon=False).cli("seed", "--graph", str(graph), "--seed", "1", code=1)
    assert "2" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_every_timeline_of_reed98_is_what_the_edges_say(deploy: Deploy, issuer: Issuer) -> None:
    friends: dict[int, set[int]] = defaultdict(set)
    for line in GRAPH.read_text().splitlines():
        one, other = map(int, line.split())
        friends[one].add(other)
        friends[other].add(one)
    assert len(friends) == 962
    assert sum(map(len, friends.values())) == 2 * 18_812

    began = time.monotonic()
    server = seeded(deploy, issuer, "--graph", str(GRAPH), "--seed", "1")
    print(f"seeded and started in {time.monotonic() - began:.1f} s")
    user_of = {number_of(email): user_id for email, user_id in listed_accounts(server).items()}
    assert user_of.keys() == friends.keys()

    def check(node: int) -> str | None:
        viewer = person(server, issuer, user_of[node])
        entries = [entry for page in viewer.pages("/posts/users/me/timeline", 100) for entry in page]
        authors = [entry["user"]["userId"] for entry in entries]
        stamps = [int(entry["post"]["timestamp"]) for entry in entries]
        if sorted(authors) != sorted(user_of[friend] for friend in friends[node]):
            return f"node {node}: {len(authors)} authors, {len(friends[node])} friends"
        if stamps != sorted(stamps, reverse=True):
            return f"node {node}: not newest first"
        if any(entry["post"]["userId"] != entry["user"]["userId"] for entry in entries):
            return f"node {node}: a post with another's name"
        if viewer.read("/users/me")["numberOfFriends"] != len(friends[node]):
            return f"node {node}: numberOfFriends"
        return None

    wrong = [fault for fault in all_at_once([lambda n=node: check(n) for node in friends], 4) if fault]
    assert not wrong, f"{len(wrong)} of 962 differ: {wrong[:5]}"


def number_of(email: str) -> int:
    """The node of the graph that a seeded account stands for."""
    found = re.search(r"(\d+)@", email)
    assert found, email
    return int(found.group(1))
