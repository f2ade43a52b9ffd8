"""Options and fixtures of all suites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.deployment import Deploy, Deployment
from support.gateway import Gateway, new_pool
from support.people import People
from support.terraform import new_environment

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["support.push_fixtures"]
DEPLOYMENTS = pytest.StashKey[list[Deployment]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("dailygrind")
    group.addoption("--bin", type=Path, default=ROOT / "build" / "bin", help="the folder with the programs")
    group.addoption(
        "--topology",
        choices=["one", "split", "aws"],
        default="one",
        help="one program, the separate ones, or those with items and events on AWS",
    )
    group.addoption("--noon-subscriptions", type=int, default=300, help="of the noon on Lambda (default 300)")
    group.addoption(
        "--terraform",
        action="store_true",
        help="with --topology=aws: on what infra/terraform makes there, each program with its own role",
    )
    group.addoption(
        "--gateway",
        action="store_true",
        help="with --topology=aws: behind an API Gateway, with the accounts in a pool of Cognito",
    )
    group.addoption("--rounds", type=int, default=50, help="rounds of kill -9 (default 50)")
    group.addoption("--keep", action="store_true", help="keep data and logs of tests that passed, too")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[DEPLOYMENTS] = []
    config.addinivalue_line("markers", "topology(names): runs with these --topology only")
    config.addinivalue_line("markers", "past_the_gateway(why): goes to the services directly, always")
    config.addinivalue_line("markers", "own_accounts(why): does not run with the accounts of a pool")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = config.getoption("--topology")
    for item in items:
        marker = item.get_closest_marker("topology")
        if marker and chosen not in marker.args:
            names = " and ".join(marker.args)
            item.add_marker(pytest.mark.skip(reason=f"is about --topology={names}"))
        own = item.get_closest_marker("own_accounts")
        if own and config.getoption("--gateway"):
            item.add_marker(pytest.mark.skip(reason=own.args[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Shows where the logs of a failure lie, and their ends."""
    report = yield
    if call.when == "call" and report.failed:
        for deployment in item.config.stash[DEPLOYMENTS]:
            for name, program in deployment.programs.items():
                report.sections.append((f"{name}: {program.log}", program.last_lines()))
    return report


@pytest.fixture(scope="session")
def binaries(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.config.getoption("--bin").resolve()
    if not (folder / "dailygrind").exists():
        pytest.exit(f"no programs in {folder}: ./run --build-only makes them", returncode=2)
    return folder


@pytest.fixture(scope="session")
def topology(request: pytest.FixtureRequest) -> str:
    return request.config.getoption("--topology")


@pytest.fixture(scope="session")
def gateway(request: pytest.FixtureRequest) -> Gateway | None:
    return Gateway(*new_pool()) if request.config.getoption("--gateway") else None


@pytest.fixture(autouse=True)
def way_to_the_services(request: pytest.FixtureRequest) -> Iterator[None]:
    Deployment.past_the_gateway = request.node.get_closest_marker("past_the_gateway") is not None
    yield
    Deployment.past_the_gateway = False


def deployer(request: pytest.FixtureRequest, binaries: Path, topology: str, folder: Path) -> Iterator[Deploy]:
    """A function that makes deployments, not yet started, and ends them with the fixture."""
    made: list[Deployment] = []

    def deploy(*options: str, **settings: object) -> Deployment:
        own = folder / f"{len(made)}"
        settings.setdefault("topology", topology)
        if request.config.getoption("--terraform") and "terraform" not in settings:
            settings["terraform"] = new_environment(own / "terraform")
            if request.config.getoption("--gateway"):
                settings["gateway"] = Gateway(*settings["terraform"].pool())
        if "environment" not in settings and "terraform" not in settings:
            settings.setdefault("gateway", request.getfixturevalue("gateway"))
        deployment = Deployment(binaries, settings.pop("topology"), own, *options, **settings)
        made.append(deployment)
        request.config.stash[DEPLOYMENTS].append(deployment)
        return deployment

    failed_before = request.session.testsfailed
    yield deploy
    for deployment in made:
        deployment.kill()
        deployment.http.close()
        request.config.stash[DEPLOYMENTS].remove(deployment)
    if request.session.testsfailed == failed_before and not request.config.getoption("--keep"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def deploy(request: pytest.FixtureRequest, binaries: Path, topology: str, tmp_path: Path) -> Iterator[Deploy]:
    """Deployments of this test's own: `with deploy("--option", …) as server:`."""
    yield from deployer(request, binaries, topology, tmp_path)


@pytest.fixture(scope="module")
def deploy_for_module(
    request: pytest.FixtureRequest, binaries: Path, topology: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deploy]:
    yield from deployer(request, binaries, topology, tmp_path_factory.mktemp("module"))


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, binaries: Path, topology: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """The server that most tests share; it stands at noon of one day. Do not move its clock."""
    for deploy in deployer(request, binaries, topology, tmp_path_factory.mktemp("shared")):
        with deploy() as deployment:
            yield deployment


@pytest.fixture(scope="session")
def people(server: Deployment) -> People:
    return People(server)
