"""The services with nothing but the rights that Terraform gives them: these are enough, and what is
missing is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from botocore.exceptions import ClientError

from support.deployment import Deploy, Deployment
from support.people import People
from support.programs import Program
from support.subscribers import inbox
from support.terraform import Environment
from support.waiting import eventually

POLICY = "own-data"
# Readiness is asked again and again; an emulator under load takes a while.
SOON = 30.0
# A refusal is remembered for a minute.
FORGOTTEN_WITHIN = 100.0


@contextmanager
def without(environment: Environment, program: str, statement: str) -> Iterator[None]:
    """While one statement of the program's policy is missing."""
    iam = environment.root("iam")
    policy = {"RoleName": environment.role(program), "PolicyName": POLICY}
    whole = iam.get_role_policy(**policy)["PolicyDocument"]
    rest = [each for each in whole["Statement"] if each["Sid"] != statement]
    assert len(rest) == len(whole["Statement"]) - 1, f"{program} has no statement {statement}"
    iam.put_role_policy(**policy, PolicyDocument=json.dumps({**whole, "Statement": rest}))
    try:
        yield
    finally:
        iam.put_role_policy(**policy, PolicyDocument=json.dumps(whole))


def readiness(program: Program) -> httpx.Response:
    return httpx.get(program.url + "/readyz", timeout=30, trust_env=False)


def await_readiness(program: Program, status: int) -> httpx.Response:
    within = FORGOTTEN_WITHIN if status == 200 else SOON
    eventually(lambda: readiness(program).status_code == status, within, f"readiness is {status}", pause=0.1)
    return readiness(program)


def demand_alive(program: Program, pid: int) -> None:
    assert program.running
    assert program.pid == pid
    assert httpx.get(program.url + "/livez", timeout=5, trust_env=False).status_code == 200


def complaints(program: Program) -> list[str]:
    return [line for line in program.log_text().splitlines() if "not authorized" in line]


def refusals(program: Program) -> list[dict[str, str]]:
    """What the log says of each."""
    lines = [json.loads(line) for line in complaints(program)]
    return [line for line in lines if line["message"].startswith("AWS refuses a call")]


def test_own_rights_are_enough(services: Deployment, members: People) -> None:
    ada, grace = members.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    assert grace.post(f"/posts/{post['postId']}/likes").status_code == 201

    eventually(lambda: post["postId"] in json.dumps(inbox(ada)), SOON, "the like is in the inbox")
    for program in services.programs.values():
        assert await_readiness(program, 200).json()["status"] == "ready"
        assert complaints(program) == []


def test_no_service_reads_what_is_another_s(environment: Environment) -> None:
    tables = {
        "user-service": "user-users",
        "post-service": "post-posts",
        "push-notification-service": "push-push",
    }
    key = {"pk": {"S": "nobody"}, "sk": {"S": "-"}}
    for program in tables:
        dynamodb = environment.as_program(program, "dynamodb")
        for owner, table in tables.items():
            if owner == program:
                dynamodb.get_item(TableName=environment.prefix + table, Key=key)
                continue
            with pytest.raises(ClientError) as refusal:
                dynamodb.get_item(TableName=environment.prefix + table, Key=key)
            assert refusal.value.response["Error"]["Code"] == "AccessDeniedException"


@pytest.mark.parametrize(
    ("program", "statement", "service", "resource"),
    [
        ("user-service", "Tables", "dynamodb", "user-"),
        ("post-service", "Tables", "dynamodb", "post-"),
        ("push-notification-service", "Tables", "dynamodb", "push-"),
        ("user-service", "Queues", "sqs", "user-service-identity-events"),
        ("post-service", "Queues", "sqs", "post-service-user-events"),
        ("push-notification-service", "Queues", "sqs", "push-service-events"),
    ],
)
def test_a_missing_right_makes_unready_and_is_named(
    services: Deployment,
    environment: Environment,
    program: str,
    statement: str,
    service: str,
    resource: str,
) -> None:
    running = services.programs[program]
    pid = running.pid
    before = len(refusals(running))
    with without(environment, program, statement):
        answer = await_readiness(running, 503)
        assert f"AWS refuses {service} " in answer.json()["checks"]["storage"]
        assert environment.prefix not in answer.text, "readiness tells no names"
        named = refusals(running)[before:]
        assert any(
            f"not authorized to perform: {service}:" in line["cause"] and resource in line["resource"]
            for line in named
        ), named
        demand_alive(running, pid)
    await_readiness(running, 200)
    demand_alive(running, pid)


def test_events_wait_while_they_may_not_be_published(
    services: Deployment, environment: Environment, members: People
) -> None:
    service = services.programs["user-service"]
    pid = service.pid
    with without(environment, "user-service", "Topics"):
        ada, grace = members("ada", "grace")
        ada.befriend(grace)

        def named() -> bool:
            # The emulator's refusal names the action alone; AWS's names the topic, too.
            return any("sns:Publish" in line for line in complaints(service))

        eventually(named, SOON, "the log names sns:Publish")
        demand_alive(service, pid)
    post = ada.write()

    def seen() -> bool:
        return [entry["post"]["postId"] for entry in grace.read("/posts/users/me/timeline")] == [
            post["postId"]
        ]

    eventually(seen, 60, "the friendship arrives after all")


@pytest.fixture
def no_consumer(services: Deployment) -> Iterator[None]:
    """The user service stands still, and leaves its queue to the test."""
    services.user.stop()
    yield
    services.start()


@pytest.mark.usefixtures("no_consumer")
def test_without_a_queue_policy_nothing_arrives(environment: Environment) -> None:
    """What shows that the queue policy of Terraform is needed: SNS sends nothing without it."""
    sqs, sns = environment.root("sqs"), environment.root("sns")
    queue = "user-service-identity-events"
    url = sqs.get_queue_url(QueueName=environment.prefix + queue)["QueueUrl"]
    topic = next(
        each["TopicArn"]
        for each in sns.list_topics()["Topics"]
        if each["TopicArn"].endswith(f":{environment.prefix}identity-events")
    )
    policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]

    def received() -> bool:
        sns.publish(TopicArn=topic, Message="probe")
        messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", [])
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bool(messages)

    # A call of the consumer that was under way may take what comes first.
    eventually(received, 30, "a message with the policy")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    try:
        assert not received()
    finally:
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    eventually(received, 30, "a message with the policy again")


def test_a_program_without_any_right_starts_and_says_so(deploy: Deploy, environment: Environment) -> None:
    statements = ("Tables", "Queues")
    deployment = deploy(topology="aws", terraform=environment)
    service = deployment.programs["post-service"]
    with (
        without(environment, "post-service", statements[0]),
        without(environment, "post-service", statements[1]),
    ):
        service.launch()

        def answers() -> bool:
            try:
                return readiness(service).status_code == 503
            except httpx.TransportError:
                return False

        eventually(answers, SOON, "it serves, and is not ready", pause=0.1)
        demand_alive(service, service.pid)
        assert complaints(service)
    await_readiness(service, 200)
    assert service.stop() == 0
