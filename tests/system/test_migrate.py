"""`dailygrind migrate`: from a folder to DynamoDB and back nothing is lost, whatever interrupts it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
from pathlib import Path

import boto3
import pytest

from support import settings
from support.deployment import Deploy, Deployment
from support.people import People, Person, moved
from support.waiting import eventually

pytestmark = [
    pytest.mark.topology("aws"),
    pytest.mark.own_accounts("begins with the accounts of an instance"),
]

VIEWS = (
    "/users/me/details",
    "/users/me/friends",
    "/users/requests/outgoing",
    "/posts/users/me/posts",
    "/posts/users/me/timeline",
    "/push-notifications/preferences",
    "/push-notifications/inbox",
)


def views(people: list[Person], server: Deployment) -> list[object]:
    return [[moved(person, server).read(path) for path in VIEWS] for person in people]


class Migrations:
    """The command, with the settings of an instance on the emulator."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.program = binaries / "dailygrind"
        self.folder = folder
        self.prefix = f"dailygrind-test-{secrets.token_hex(6)}-"
        self.endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
        self.environment = os.environ | settings.on_aws(
            self.endpoint, os.environ["DAILYGRIND_TEST_AWS_ACCOUNT"], self.prefix
        )

    @property
    def state(self) -> Path:
        return self.folder / "migration.json"

    def command(self, source: str, target: str) -> list[str]:
        sides = ["--from", source, "--to", target]
        return [str(self.program), "migrate", *sides, "--state", str(self.state)]

    def run(self, source: str, target: str, code: int = 0) -> str:
        result = subprocess.run(
            self.command(source, target), capture_output=True, text=True, timeout=120, env=self.environment
        )
        assert result.returncode == code, result.stdout + result.stderr
        if code:  # the reason in one line, among what is logged
            said = [line for line in result.stderr.splitlines() if not line.startswith("{")]
            assert [line[:20] for line in said] == ["dailygrind migrate: "], result.stderr
        return result.stderr if code else result.stdout

    def kill_in_the_middle(self, source: str, target: str) -> int:
        """How much was written when kill -9 came."""
        process = subprocess.Popen(
            self.command(source, target), stdout=subprocess.DEVNULL, env=self.environment
        )

        def written() -> int:
            if not self.state.exists():
                return 0
            return sum(table["written"] for table in json.loads(self.state.read_text())["tables"])

        eventually(lambda: written() > 0, 30, "something was written")
        process.kill()
        assert process.wait() == -9, "it was done too early"
        return written()


@pytest.fixture
def migrations(binaries: Path, tmp_path: Path) -> Migrations:
    return Migrations(binaries, tmp_path)


def digests(output: str) -> list[str]:
    lines = [line for line in output.splitlines() if " items " in line]
    assert len(lines) == 8, output
    return lines


def quiet(data: Path) -> bool:
    with sqlite3.connect(data / "events.db") as events:
        return events.execute("SELECT count(*) FROM messages").fetchone() == (0,)


def populate(server: Deployment) -> list[Person]:
    people = People(server)
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post = ada.read("/posts/users/me/daily-post")
    joan.create(f"/posts/{post['postId']}/comments", {"content": "Hm 🚀"})
    ada.ask(people.one("mary"))
    eventually(lambda: ada.read("/push-notifications/inbox"), 10, "ada is told of it")
    return [ada, grace, joan]


def test_there_and_back_again(deploy: Deploy, migrations: Migrations, tmp_path: Path) -> None:
    with deploy(topology="one") as server:
        people = populate(server)
        eventually(lambda: quiet(server.data), 20, "all events are handled")
        before = views(people, server)
    source = f"sqlite:{server.data}"
    with deploy("--read-only", topology="one", data=server.data) as served:
        there = migrations.run(source, "dynamodb:")
        assert views(people, served) == before
    assert not migrations.state.exists()

    folder = tmp_path / "back"
    back = migrations.run("dynamodb:", f"sqlite:{folder}")
    assert digests(back) == digests(there), "what came back is what went"

    # The accounts and keys stay files.
    with deploy(data=server.data, environment=migrations.environment) as cloud:
        assert views(people, cloud) == before
        assert People(cloud).accounts.sign_in(people[0].email).access
        moved(people[1], cloud).set_profile(lastName="Changed on AWS")
    for name in ("identity.json", "identity.db", "keys", "vapid"):
        copy = shutil.copytree if (server.data / name).is_dir() else shutil.copy2
        copy(server.data / name, folder / name)
    with deploy(topology="one", data=folder) as returned:
        assert views(people, returned) == before
        assert moved(people[2], returned).write()["postId"]


@pytest.fixture
def seeded(deploy: Deploy) -> str:
    server = deploy(topology="one", noon=False)
    server.cli("seed", "--people", "60", "--days", "2")
    return f"sqlite:{server.data}"


def test_kill_9_and_on_it_goes(seeded: str, migrations: Migrations, tmp_path: Path) -> None:
    written = migrations.kill_in_the_middle(seeded, "dynamodb:")
    there = digests(migrations.run(seeded, "dynamodb:"))
    assert 0 < written < sum(int(line.split()[1]) for line in there)
    refused = migrations.run(seeded, "dynamodb:", code=1)
    assert "the target holds data already" in refused
    assert digests(migrations.run("dynamodb:", f"sqlite:{tmp_path / 'back'}")) == there


def test_a_damaged_item_is_found(seeded: str, migrations: Migrations) -> None:
    migrations.kill_in_the_middle(seeded, "dynamodb:")
    table = f"{migrations.prefix}user-users"
    dynamodb = boto3.client("dynamodb", endpoint_url=migrations.endpoint, region_name="us-east-1")
    [item] = dynamodb.scan(TableName=table, Limit=1)["Items"]
    dynamodb.put_item(TableName=table, Item={**item, "_damage": {"S": "x"}})
    refused = migrations.run(seeded, "dynamodb:", code=1)
    assert "user/users differs: 1 of " in refused
    assert f"{item['pk']['S']} / {item['sk']['S']}" in refused


def test_refuses_what_it_cannot_do(seeded: str, migrations: Migrations, tmp_path: Path) -> None:
    assert "there is no events.db" in migrations.run(f"sqlite:{tmp_path / 'none'}", "dynamodb:", code=1)
    assert "neither sqlite:FOLDER nor" in migrations.run(seeded, "mysql:x", code=1)
    migrations.environment.pop("DAILYGRIND_AWS_REGION")
    migrations.environment.pop("DAILYGRIND_STORAGE")
    assert "aws-region" in migrations.run(seeded, "dynamodb:", code=1)


def test_waits_for_no_event(deploy: Deploy, migrations: Migrations) -> None:
    with deploy(topology="split") as server:
        server.post.stop()
        People(server).one("ada")
        eventually(
            lambda: (
                "events wait in the queue post-service-user-events"
                in migrations.run(f"sqlite:{server.data}", "dynamodb:", code=1)
            ),
            10,
            "its profile is on its way to the post service",
        )
