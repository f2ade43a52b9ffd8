"""Rate limits per person and per address, and who is exempt."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from support import settings
from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.waiting import eventually

pytestmark = pytest.mark.past_the_gateway("one address, without a forwarding header, is its caller")


@pytest.fixture
def limited(deploy: Deploy) -> Iterator[Deployment]:
    """Its clock stands still, so that no budget grows back unless a test moves it."""
    with deploy(*settings.rate_limits(per_user=10, per_address=60)) as server:
        server.clock.freeze("2026-11-23T12:00:00Z")
        yield server


def answers_until_refused(person: Person, path: str, most: int) -> list[httpx.Response]:
    answers = []
    for _ in range(most):
        answers.append(person.get(path))
        if answers[-1].status_code == 429:
            return answers
    raise AssertionError(f"{most} requests were all answered")


@pytest.mark.parametrize("path", ["/users/me", "/posts/users/me/timeline"])
def test_one_person_has_a_budget(limited: Deployment, path: str) -> None:
    ada = People(limited).one("ada")
    limited.clock.advance(60)
    answers = answers_until_refused(ada, path, 30)
    assert len(answers) == 11
    for answer in answers[:-1]:
        assert answer.headers["ratelimit"]
    expect_problem(answers[-1], 429)
    wait = int(answers[-1].headers["retry-after"])
    assert 1 <= wait <= 60
    limited.clock.advance(wait)
    expect(ada.get(path), 200)


def test_one_persons_budget_is_not_anothers(limited: Deployment) -> None:
    ada, grace = People(limited)("ada", "grace")
    limited.clock.advance(60)
    answers_until_refused(ada, "/users/me", 30)
    expect(grace.get("/users/me"), 200)


def test_an_address_has_a_budget_before_any_token_is_read(limited: Deployment) -> None:
    limited.clock.advance(60)
    statuses = [limited.call("GET", "/users/me").status_code for _ in range(80)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    refused = limited.call("GET", "/users/me")
    expect_problem(refused, 429)
    assert int(refused.headers["retry-after"]) >= 1


def test_health_is_never_limited(limited: Deployment) -> None:
    for _ in range(150):
        expect(limited.call("GET", "/livez"), 200)
    expect(limited.call("GET", "/readyz"), 200)


def test_loopback_is_exempt_unless_it_comes_through_a_proxy(deploy: Deploy) -> None:
    """A forwarding header shows that a proxy stands in between, trusted or not."""
    with deploy(*settings.rate_limits(5, 10, loopback=False)) as server:
        ada = People(server).one("ada")
        for _ in range(40):
            expect(ada.get("/users/me"), 200)
        forwarded = {"X-Forwarded-For": "203.0.113.9"}
        statuses = [ada.get("/users/me", headers=forwarded).status_code for _ in range(20)]
        assert 429 in statuses


def test_forwarding_headers_count_only_from_configured_proxies(deploy: Deploy) -> None:
    """Otherwise anybody could have a budget for every address that they invent."""

    def statuses(server: Deployment) -> set[int]:
        return {
            server.call("GET", "/users/me", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(40)
        }

    with deploy(*settings.rate_limits(100, 10)) as server:
        server.clock.freeze("2026-11-23T12:00:00Z")
        assert statuses(server) == {401, 429}
    with deploy(*settings.rate_limits(100, 10), *settings.trusted_proxy("127.0.0.0/8")) as server:
        server.clock.freeze("2026-11-23T12:00:00Z")
        assert statuses(server) == {401}


@pytest.mark.own_accounts("is about the embedded accounts")
def test_sign_ups_are_limited(deploy: Deploy) -> None:
    with deploy(*settings.rate_limits(1000, 1000), "--rate-limit-sign-up", "3") as server:
        people = People(server)
        for number in range(3):
            people.accounts.sign_up(f"number{number}@example.org")
        with pytest.raises(people.accounts.aws.exceptions.ClientError) as refusal:
            people.accounts.sign_up("one.too.many@example.org")
        code = refusal.value.response["Error"]["Code"]
        assert code in ("TooManyRequestsException", "LimitExceededException")
        server.clock.advance(3600)
        people.accounts.sign_up("an.hour.later@example.org")


def test_a_moved_back_clock_locks_nobody_out(limited: Deployment) -> None:
    ada = People(limited).one("ada")
    limited.clock.advance(60)
    answers_until_refused(ada, "/users/me", 30)
    limited.clock.freeze("2026-11-23T11:30:00Z")
    ada.sign_in()
    limited.clock.advance(60)
    eventually(lambda: ada.get("/users/me").status_code == 200, 2, "the budget grows again")
