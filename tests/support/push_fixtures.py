"""A server that sends to push services of the tests, and its people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support import settings
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.push_service import PushService, shared_authority

# A Monday that no clock has seen: what was due at the time of the start is long over.
MORNING = "2035-01-01T09:00:00Z"


@pytest.fixture(scope="session")
def needs_push(server: Deployment) -> None:
    """Skips while the programs have no push notification service."""
    urls = {program.url for program in server.programs.values()}
    documents = [server.http.get(url + "/openapi.json").json() for url in urls]
    if not any(path.startswith("/push-notifications") for each in documents for path in each["paths"]):
        pytest.skip("the served /openapi.json has no /push-notifications: the service is not there yet")


@pytest.fixture
def push_service(needs_push: None) -> Iterator[PushService]:
    """One that finds nothing to complain about."""
    with PushService() as service:
        yield service
    assert service.faults == []


@pytest.fixture
def other_push_service(needs_push: None) -> Iterator[PushService]:
    with PushService(host="localhost") as service:
        yield service
    assert service.faults == []


@pytest.fixture
def push_server(needs_push: None, deploy: Deploy) -> Iterator[Deployment]:
    """It stands at nine o'clock, so that nobody is called unless the clock is moved. One for each
    test: it would go on asking the push services of tests that are over."""
    with deploy(*settings.push(shared_authority().ca_file), noon=False) as deployment:
        deployment.clock.set(MORNING)
        yield deployment


@pytest.fixture
def push_people(push_server: Deployment) -> People:
    return People(push_server)


@pytest.fixture
def push_administrator(push_people: People) -> Person:
    return push_people.administrator()
