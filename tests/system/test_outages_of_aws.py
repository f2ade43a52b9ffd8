"""AWS is away, takes credentials for expired, or has another time: what people are told meanwhile, and
that everything goes on afterwards."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import httpx
import pytest

from support import settings
from support.checks import expect_nothing_internal, expect_problem
from support.concurrency import all_at_once
from support.credential_agent import CredentialAgent
from support.deployment import Deploy, Deployment
from support.fault_proxy import Fault, FaultProxy, Rule
from support.people import PIECE, People, Person
from support.readiness import logged, refusals, unready
from support.waiting import eventually

pytestmark = pytest.mark.topology("aws")

OUTAGES: tuple[Fault, ...] = ("throttle", "error", "unavailable", "reset before", "wrong signature")


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """Does nothing yet."""
    with FaultProxy(os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"], [], seed=1) as proxy:
        monkeypatch.setenv("DAILYGRIND_TEST_AWS_ENDPOINT", proxy.endpoint)
        yield proxy


def calls_of_everything(person: Person) -> list[partial[httpx.Response]]:
    """Reads and writes of each service."""
    return [
        partial(person.get, "/users/me"),
        partial(person.post, "/users/me", {"firstName": "Ada", "lastName": "Meanwhile"}),
        partial(person.get, "/posts/users/me/timeline"),
        partial(person.post, "/posts", PIECE),
        partial(person.get, "/push-notifications/inbox"),
        partial(person.put, "/push-notifications/preferences", {"likes": False}),
    ]


def expect_unavailable(answer: httpx.Response) -> None:
    expect_problem(answer, 503)
    assert int(answer.headers["retry-after"]) > 0
    expect_nothing_internal(answer)
    assert "injected" not in answer.text
    assert "dynamodb" not in answer.text.lower()


def last_name_shown(reader: Person, author: Person) -> str:
    names = {e["user"]["userId"]: e["user"]["lastName"] for e in reader.read("/posts/users/me/timeline")}
    name: str = names[author.id]
    return name


@pytest.fixture
def lenient(deploy: Deploy, proxy: FaultProxy) -> Iterator[Deployment]:
    """It may answer 503."""
    server = deploy()
    server.http.event_hooks = {}
    with server:
        yield server


def test_an_outage_is_a_503_and_no_more(lenient: Deployment, proxy: FaultProxy) -> None:
    ada, grace = People(lenient).friends("ada", "grace")
    for fault in OUTAGES:
        proxy.rules = [Rule(r"DynamoDB\..*", fault, 1.0)]
        for answer in all_at_once(calls_of_everything(grace)):
            expect_unavailable(answer)
        proxy.rules = []
        assert last_name_shown(grace, ada) == "Tester"
    grace.write()
    assert grace.read("/users/me")["lastName"] == "Tester", "what was refused was not done"
    assert all(program.running for program in lenient.programs.values())


def test_a_backend_that_is_silent_is_given_up(lenient: Deployment, proxy: FaultProxy) -> None:
    ada = People(lenient).one("ada")
    proxy.rules = [Rule(r"DynamoDB\..*", "silent", 1.0)]
    for answer in all_at_once(calls_of_everything(ada)):
        expect_unavailable(answer)
    proxy.rules = []
    assert ada.read("/posts/users/me/timeline") == []


def test_people_do_not_wait_for_events(deploy: Deploy, proxy: FaultProxy) -> None:
    with deploy() as server:
        ada, grace = People(server).friends("ada", "grace")
        proxy.rules = [Rule(r"(SNS|SQS)\..*", "unavailable", 1.0)]
        ada.set_profile(lastName="Changed")
        assert ada.read("/users/me")["lastName"] == "Changed"
        eventually(lambda: proxy.seen["SNS.PublishBatch"] > 1, 5, "it tries to tell of it")
        proxy.rules = []
        eventually(lambda: last_name_shown(grace, ada) == "Changed", 60, "the event arrives")


# Credentials that expire.


@pytest.fixture
def agent() -> Iterator[CredentialAgent]:
    with CredentialAgent(os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]) as agent:
        yield agent


@pytest.fixture
def in_containers(deploy: Deploy, agent: CredentialAgent, proxy: FaultProxy) -> Iterator[Deployment]:
    """With nothing but the credentials of the agent. It may answer 503."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= settings.on_aws(
        proxy.endpoint,
        environment["DAILYGRIND_TEST_AWS_ACCOUNT"],
        f"dailygrind-test-{secrets.token_hex(6)}-",
    )
    environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = agent.url
    server = deploy(environment=environment)
    server.http.event_hooks = {}
    with server:
        yield server


def test_expired_credentials_are_fetched_anew(
    in_containers: Deployment, agent: CredentialAgent, proxy: FaultProxy
) -> None:
    """And nobody notices."""
    ada, grace = People(in_containers).friends("ada", "grace")
    for number in range(3):
        asked, old = agent.asked, agent.key
        agent.renew()
        proxy.expired.add(old)
        answers = all_at_once(
            [*[partial(grace.get, "/posts/users/me/timeline")] * 20, *calls_of_everything(ada)]
        )
        assert {answer.status_code // 100 for answer in answers} <= {2, 4}, answers
        ada.set_profile(lastName=f"Name{number}")
        eventually(lambda n=number: last_name_shown(grace, ada) == f"Name{n}", 30, "the event arrives")
        assert proxy.met["expired"]
        assert agent.asked - asked <= len(in_containers.programs), "each program fetches them once"
    assert not any(refusals(program) for program in in_containers.programs.values())


def test_credentials_that_stay_expired(
    in_containers: Deployment, agent: CredentialAgent, proxy: FaultProxy
) -> None:
    """People are told to come back, and whoever runs the program is told why."""
    ada, grace = People(in_containers).friends("ada", "grace")
    programs = in_containers.programs.values()
    proxy.expired.add(agent.key)
    for answer in all_at_once(calls_of_everything(grace) * 5):
        expect_unavailable(answer)
    for program in programs:
        eventually(lambda of=program: "ExpiredToken" in unready(of), 10, "it is not ready, and says why")
        lines = [line for line in refusals(program) if "ExpiredToken" in line["cause"]]
        assert {line["service"] for line in lines} & {"dynamodb", "sqs"}
        assert all(line["level"] == "error" and line["operation"] and line["resource"] for line in lines)
        assert program.running
    agent.renew()
    eventually(lambda: last_name_shown(grace, ada) == "Tester", 5, "it goes on")
    ada.set_profile(lastName="Changed")
    eventually(lambda: last_name_shown(grace, ada) == "Changed", 60, "the event arrives")
    for program in programs:
        eventually(lambda of=program: unready(of) == "ok", 90, "a minute later it is ready")


# Clocks.


def test_a_wrong_clock_is_corrected(deploy: Deploy, proxy: FaultProxy) -> None:
    """Of the machine, by AWS's; then the machine's is set right."""
    with deploy() as server:
        ada, grace = People(server).friends("ada", "grace")
        for number, ahead in enumerate((timedelta(hours=2), timedelta(hours=-30), timedelta(0))):
            proxy.ahead = ahead
            answers = all_at_once([partial(grace.get, "/posts/users/me/timeline")] * 20)
            assert {answer.status_code for answer in answers} == {200}
            ada.set_profile(lastName=f"Name{number}")
            eventually(lambda n=number: last_name_shown(grace, ada) == f"Name{n}", 30, "the event arrives")
            assert proxy.met["skewed"] > number
        for program in (server.user, server.post):
            lines = logged(program, "the machine's clock is wrong")
            hours = [line["milliseconds"] / 3_600_000 for line in lines if line["service"] == "dynamodb"]
            assert hours == pytest.approx([2, -30, 0], abs=0.01)
        assert not any(refusals(program) for program in server.programs.values())
