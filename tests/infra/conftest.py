"""One environment for all tests of the folder, with the three services on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.deployment import Deploy, Deployment
from support.people import People
from support.terraform import Environment, new_environment


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return new_environment(tmp_path_factory.mktemp("infra") / "terraform")


@pytest.fixture(scope="module")
def services(deploy_for_module: Deploy, environment: Environment) -> Iterator[Deployment]:
    with deploy_for_module(topology="aws", terraform=environment) as deployment:
        yield deployment


@pytest.fixture(scope="module")
def members(services: Deployment) -> People:
    return People(services)
