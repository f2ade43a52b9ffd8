"""What a program may not do on AWS, or what is not there, shows in the log and in its readiness, and
harms nothing else."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator

import httpx
import pytest

from support.deployment import Deploy, Deployment
from support.emulator import root_client
from support.people import People
from support.programs import Program
from support.readiness import refusals, unready
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")


@pytest.fixture
def server(deploy: Deploy) -> Iterator[Deployment]:
    with deploy() as deployment:
        yield deployment


class AllBut:
    """A user of IAM who may do everything but one action."""

    def __init__(self, server: Deployment, action: str) -> None:
        self.iam = root_client("iam", os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"])
        self.name = f"denied-{secrets.token_hex(4)}"
        self.prefix = server.environment["DAILYGRIND_AWS_PREFIX"]
        self.iam.create_user(UserName=self.name)
        statement = {"Effect": "Allow", "NotAction": [action], "Resource": "*"}
        self.iam.put_user_policy(
            UserName=self.name,
            PolicyName="most",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        key = self.iam.create_access_key(UserName=self.name)["AccessKey"]
        self.keys = {
            "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
            "DAILYGRIND_AWS_CREATE": "false",
        }


def answers(program: Program) -> bool:
    try:
        return httpx.get(program.url + "/livez", timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def restart(program: Program, environment: dict[str, str]) -> None:
    """Without waiting until it is ready."""
    program.stop()
    program.environment = environment
    program.launch()
    eventually(lambda: answers(program), 10, "it is alive")


@pytest.mark.parametrize(
    ("action", "service", "operation"),
    [
        ("dynamodb:GetItem", "dynamodb", "GetItem"),
        ("dynamodb:Query", "dynamodb", "Query"),
        ("dynamodb:BatchGetItem", "dynamodb", "BatchGetItem"),
        ("dynamodb:PutItem", "dynamodb", "TransactWriteItems"),
        ("dynamodb:UpdateItem", "dynamodb", "TransactWriteItems"),
        ("dynamodb:DeleteItem", "dynamodb", "TransactWriteItems"),
        ("sqs:ReceiveMessage", "sqs", "ReceiveMessage"),
        ("sqs:GetQueueAttributes", "sqs", "GetQueueAttributes"),
    ],
)
def test_what_is_forbidden_is_named(server: Deployment, action: str, service: str, operation: str) -> None:
    program, usual = server.post, server.post.environment
    assert usual
    denied = AllBut(server, action)
    restart(program, {**usual, **denied.keys})
    eventually(lambda: operation in unready(program), 10, f"{action} is missed")
    line, *more = refusals(program)
    assert line["level"] == "error"
    assert (line["service"], line["operation"]) == (service, operation)
    assert f"not authorized to perform: {action}" in line["cause"]
    assert denied.prefix in line["resource"]
    assert all(other["resource"] != line["resource"] for other in more), "the same is not said again"
    assert program.running
    assert unready(server.user) == "ok"
    restart(program, usual)
    program.await_ready()


def test_what_could_not_be_published_is_published_later(server: Deployment) -> None:
    ada, grace = People(server).friends("ada", "grace")
    assert ada.read("/users/me")["firstName"] == "Ada"
    program, usual = server.user, server.user.environment
    assert usual
    restart(program, {**usual, **AllBut(server, "sns:Publish*").keys})
    eventually(lambda: unready(program) == "ok", 10, "its tables may be used")
    ada.set_profile(firstName="Augusta")
    eventually(lambda: "PublishBatch" in unready(program), 10, "the event is refused")
    assert ada.read("/users/me")["firstName"] == "Augusta"
    restart(program, usual)
    program.await_ready()

    def name_in_timeline() -> str:
        (entry,) = grace.read("/posts/users/me/timeline")
        name: str = entry["user"]["firstName"]
        return name

    eventually(lambda: name_in_timeline() == "Augusta", 60, "the event arrives")


def test_missing_tables_and_queues_are_named(server: Deployment, deploy: Deploy) -> None:
    nowhere = {
        **server.environment,
        "DAILYGRIND_AWS_CREATE": "false",
        "DAILYGRIND_AWS_PREFIX": f"dailygrind-test-{secrets.token_hex(6)}-",
    }
    lost = deploy(environment=nowhere)
    for program in lost.programs.values():
        program.launch()
    for name, program in lost.programs.items():
        eventually(lambda program=program: answers(program), 10, "it is alive")
        eventually(lambda program=program: unready(program).startswith("AWS refuses"), 10, "it is red")
        assert "ResourceNotFoundException" in program.log_text(), name
        assert "QueueDoesNotExist" in program.log_text() or "NonExistentQueue" in program.log_text(), name
        assert program.running
