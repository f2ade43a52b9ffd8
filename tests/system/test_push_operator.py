"""What an operator does with `dailygrind push`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from support import settings
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.push_service import PushService, gone, redirect, shared_authority
from support.subscribers import application_key, finished, received, send, subscribe, subscriptions

pytestmark = pytest.mark.own_accounts(
    "the command line acts by tokens, which Cognito gives to those alone who sign in"
)

KEY_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z  ([\w-]{87})(  newest)?")


@pytest.fixture
def push_server(needs_push: None, deploy: Deploy) -> Iterator[Deployment]:
    """At the time of the machine, which the command line's tokens have, too."""
    with deploy(*settings.push(shared_authority().ca_file), noon=False) as deployment:
        yield deployment


@pytest.fixture
def ada(push_people: People) -> Person:
    return push_people.one("ada")


def keys(server: Deployment, *words: str) -> list[tuple[str, bool]]:
    lines = server.cli("push", "keys", *words).stdout.splitlines()
    return [(found[1], bool(found[2])) for line in lines if (found := KEY_LINE.fullmatch(line))]


def operate(server: Deployment, command: str, *words: str, code: int = 0) -> str:
    result = server.cli("push", command, "--url", server.push.url, *words, code=code)
    return result.stdout if code == 0 else result.stdout + result.stderr


def test_a_new_key_is_for_new_subscriptions(ada: Person, push_service: PushService) -> None:
    server = ada.deployment
    before = subscribe(ada, push_service)
    [(old, newest)] = keys(server)
    assert newest
    assert old == application_key(ada)
    assert [newest for _, newest in keys(server, "--new")] == [False, True]
    assert application_key(ada) == keys(server)[1][0] != old
    assert application_key(ada) in server.call("GET", "/config.json").text
    after = subscribe(ada, push_service)
    operate(server, "test", ada.email)
    for device in (before, after):
        received(device)
    server.cli("push", "keys", "--drop", application_key(ada), code=1)
    assert keys(server, "--drop", old) == [(application_key(ada), True)]


def test_a_test_says_what_each_push_service_answered(ada: Person, push_service: PushService) -> None:
    good, dead, bad = (subscribe(ada, push_service) for _ in range(3))
    push_service.say(gone(), to=dead)
    push_service.say(redirect(good.endpoint), to=bad)
    told = operate(ada.deployment, "test", ada.email, code=1)
    assert f"{good.endpoint}  sent (201)" in told
    assert f"{dead.endpoint}  gone" in told
    assert f"{bad.endpoint}  refused (307)" in told
    assert len(subscriptions(ada)) == 2
    [result] = [each["lastTest"] for each in subscriptions(ada) if each["endpoint"] == good.endpoint]
    assert (result["outcome"], result["status"]) == ("sent", 201)


def test_a_test_of_a_server_whose_clock_is_slow(ada: Person, push_service: PushService) -> None:
    ada.deployment.clock.advance(-20)
    subscribe(ada, push_service)
    assert "sent (201)" in operate(ada.deployment, "test", ada.email)


def test_a_test_of_somebody_without_a_browser(ada: Person) -> None:
    assert "no subscription" in operate(ada.deployment, "test", ada.email, code=1)
    assert "nobody has an account" in operate(ada.deployment, "test", "nobody@example.org", code=1)


def test_jobs(ada: Person, push_administrator: Person, push_service: PushService) -> None:
    server = ada.deployment
    assert operate(server, "jobs") == "There has been no job yet.\n"
    device = subscribe(ada, push_service)
    job = finished(push_administrator, send(push_administrator, title="News"))
    received(device)
    told = operate(server, "jobs")
    assert re.search(rf"{job['jobId']}  \S+  done     News\n  1 queued", told)
    assert re.search(rf"{push_service.origin} +sent 1  gone 0", told)
    assert json.loads(operate(server, "jobs", "--json", job["jobId"])) == job


def test_jobs_need_an_administrator_and_a_server(ada: Person) -> None:
    server = ada.deployment
    assert "no administrator" in operate(server, "jobs", code=1)
    with_token = ["--token", ada.tokens.access]
    assert "403" in operate(server, "jobs", *with_token, code=1)
    server.push.stop()
    assert "cannot be asked" in operate(server, "jobs", *with_token, code=1)


def test_a_certificate_file_that_is_missing_stops_the_start(deploy: Deploy) -> None:
    authority = shared_authority().ca_file
    with deploy(*settings.push(authority)) as server:
        options = ["--data", str(server.data), "--push-ca-file", str(authority) + ".missing"]
        server.stop()
        refusal = server.cli("serve", *options[2:], code=1)
        assert "push-ca-file" in refusal.stderr
