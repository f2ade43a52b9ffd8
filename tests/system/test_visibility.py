"""Who sees what: every route of the two services, called by everybody there is.

The table is complete: a route of /openapi.json that is missing there fails a test.
"""

from __future__ import annotations

import httpx
import pytest

from support.checks import expect_problem
from support.deployment import Deployment
from support.people import People, Person
from support.visibility import (
    CHANGES_ABOUT_SOMEBODY,
    ELSEWHERE,
    READS,
    ROLES,
    WRITES,
    Row,
    World,
    build_world,
)


@pytest.fixture(scope="module")
def admin(people: People) -> Person:
    return people.administrator()


@pytest.fixture(scope="module")
def still_world(people: People, admin: Person) -> World:
    """For reads: nobody changes it."""
    return build_world(people, admin)


@pytest.fixture
def world(people: People) -> World:
    return build_world(people, people.administrator())


def call_as(world: World, server: Deployment, row: Row, role: str) -> httpx.Response:
    path = world.path(row.path)
    if role == "anonymous":
        return server.call(row.method, path, json=row.body)
    return world.people[role].call(row.method, path, row.body)


def check(answer: httpx.Response, row: Row, role: str) -> None:
    expected = row.expected(role)
    assert answer.status_code == expected, (
        f"{row} as {role}: {answer.status_code}, not {expected}: {answer.text[:300]}"
    )
    if expected >= 400:
        expect_problem(answer, expected)
    if role in row.empty_for:
        assert answer.json() == [], f"{row} as {role}"
    elif row.empty_for and role == "friend" and row.path.endswith("/posts"):
        assert answer.json(), f"{row} as {role}"


@pytest.fixture(autouse=True)
def skip_what_is_not_there(request: pytest.FixtureRequest) -> None:
    """Rows of the push notification service, while the programs have none."""
    row = getattr(request.node, "callspec", None) and request.node.callspec.params.get("row")
    if row and is_push(row.route):
        request.getfixturevalue("needs_push")


def is_push(route: str) -> bool:
    return route.startswith("/push-notifications")


@pytest.mark.parametrize("row", READS, ids=str)
def test_reads(still_world: World, server: Deployment, row: Row) -> None:
    for role in ROLES:
        check(call_as(still_world, server, row, role), row, role)


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_writes(world: World, server: Deployment, row: Row) -> None:
    """The friend and the administrator, who may change something, go last."""
    for role in ("anonymous", "blocked", "blocker", "stranger", "friend", "admin"):
        check(call_as(world, server, row, role), row, role)


@pytest.mark.parametrize(
    "row", [row for row in CHANGES_ABOUT_SOMEBODY if row.route.startswith("/posts")], ids=str
)
def test_refused_writes_store_nothing(still_world: World, server: Deployment, row: Row) -> None:
    before = still_world.ada.read(f"/posts/{still_world.post}")
    for role in ROLES:
        if row.expected(role) >= 400:
            call_as(still_world, server, row, role)
    assert still_world.ada.read(f"/posts/{still_world.post}") == before


def normal(route: str) -> str:
    """`/users/{userId}/jobs` → `/users/{}/jobs`."""
    return "/".join("{}" if part.startswith("{") else part for part in route.split("/"))


@pytest.fixture(scope="module")
def served_routes(server: Deployment) -> set[tuple[str, str]]:
    routes = set()
    for program in server.programs.values():
        for route, operations in server.http.get(program.url + "/openapi.json").json()["paths"].items():
            if route.startswith(("/users", "/posts", "/push-notifications")):
                routes |= {(method.upper(), normal(route)) for method in operations if method != "parameters"}
    return routes


def test_the_table_has_every_route(served_routes: set[tuple[str, str]]) -> None:
    known = {(row.method, row.route) for row in [*READS, *WRITES]} | set(ELSEWHERE)
    if not any(is_push(route) for _, route in served_routes):
        known = {(method, route) for method, route in known if not is_push(route)}
    me = {(method, route.replace("/users/{}/", "/users/me/")) for method, route in served_routes}
    missing = {route for route in served_routes if route not in known} - known
    assert not missing, f"routes without a row: {sorted(missing)}"
    absent = {row for row in known if row not in served_routes and row not in me}
    assert not absent, f"rows without a route: {sorted(absent)}"
