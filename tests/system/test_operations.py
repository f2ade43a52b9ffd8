"""Health, metrics, configuration of the web app, and the pages that describe the API."""

from __future__ import annotations

import re

import httpx
import pytest

from support import settings
from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.programs import Program
from support.waiting import eventually


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_answered_by_every_program(server: Deployment, path: str) -> None:
    for program in server.programs.values():
        expect(server.http.get(program.url + path), 200)


def test_config_tells_the_web_app_what_it_needs(server: Deployment) -> None:
    config = expect(server.call("GET", "/config.json"), 200).json()
    assert re.fullmatch(r"[a-z0-9-]+_[A-Za-z0-9]+", config["userPoolId"])
    assert re.fullmatch(r"[A-Za-z0-9]+", config["userPoolClientId"])
    assert any("endpoint" in name.lower() for name in config), config


@pytest.mark.own_accounts("a pool says it by itself")
def test_config_tells_who_may_sign_up(server: Deployment) -> None:
    assert server.call("GET", "/config.json").json()["signUp"] == "open"


def test_openapi_document_is_3_1_and_names_every_path_once(server: Deployment) -> None:
    for program in server.programs.values():
        answer = expect(server.http.get(program.url + "/openapi.json"), 200)
        assert answer.headers["content-type"].startswith("application/json")
        document = answer.json()
        assert document["openapi"].startswith("3.1")
        assert document["paths"]
        assert document["info"]["title"]


def test_docs_page_works_offline(server: Deployment) -> None:
    answer = expect(server.call("GET", "/docs"), 200)
    assert answer.headers["content-type"].startswith("text/html")
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)""", answer.text)
    foreign = [address for address in loaded if re.match(r"(https?:)?//", address)]
    scripts = re.findall(r"""<(?:script|link|img)[^>]+(?:src|href)=["']((?:https?:)?//[^"']+)""", answer.text)
    assert not scripts, f"loads from elsewhere: {scripts} (all addresses: {foreign})"


def metric_names(text: str) -> set[str]:
    return {re.split(r"[{ ]", line, maxsplit=1)[0] for line in text.splitlines() if line and line[0] != "#"}


def test_metrics_are_prometheus_text(server: Deployment, ada: Person) -> None:
    ada.read("/users/me")
    answer = expect(server.http.get(server.user.url + "/metrics"), 200)
    assert answer.headers["content-type"].startswith("text/plain")
    for line in answer.text.splitlines():
        assert line.startswith("#") or re.fullmatch(
            r"[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? [^ ]+( [0-9]+)?", line
        ), line
    names = metric_names(answer.text)
    assert any(name.endswith("_bucket") for name in names), "no duration histogram"
    assert any("request" in name for name in names), names
    assert any("lag" in name for name in names), "no event-loop lag"
    assert any(name.startswith("process_") for name in names), "no process figures"
    assert any("store" in name for name in names), "no store figures"
    assert any("bus" in name or "queue" in name or "event" in name for name in names), "no bus figures"


def test_metrics_count_by_route_and_not_by_path(server: Deployment, ada: Person, grace: Person) -> None:
    ada.read(f"/users/{grace.id}")
    text = server.http.get(server.user.url + "/metrics").text
    assert grace.id not in text, "a path with an id has become a label"
    assert "/users/{" in text, "requests are not counted by route"


def test_metrics_are_not_for_the_world(server: Deployment) -> None:
    """A proxy's request carries a forwarding header: it does not come from loopback."""
    answer = server.call("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.status_code == 404


def scrape(server: Deployment, program: Program, person: Person) -> httpx.Response:
    """As somebody from elsewhere."""
    headers = {"X-Forwarded-For": "203.0.113.7", "Authorization": f"Bearer {person.tokens.access}"}
    return server.http.get(program.url + "/metrics", headers=headers)


def test_metrics_are_for_administrators_from_anywhere(
    server: Deployment, administrator: Person, ada: Person
) -> None:
    for program in server.programs.values():
        assert "process_" in expect(scrape(server, program, administrator), 200).text
        expect_problem(scrape(server, program, ada), 404)
        garbled = {"X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer nonsense"}
        expect_problem(server.http.get(program.url + "/metrics", headers=garbled), 404)


def test_metrics_are_not_for_an_administrator_who_is_gone(server: Deployment, people: People) -> None:
    gone = people.administrator("gone")
    for program in server.programs.values():
        expect(scrape(server, program, gone), 200)
    gone.remove("/users/me")
    for program in server.programs.values():
        eventually(
            lambda program=program: scrape(server, program, gone).status_code == 404,
            server.catches_up_within,
            "the end of the account is known",
        )


@pytest.mark.own_accounts("the budget is of addresses, and a gateway has one")
def test_guessing_for_metrics_spends_the_budget_of_an_address(deploy: Deploy) -> None:
    with deploy(*settings.rate_limits(100, 10)) as server:
        server.clock.freeze("2026-11-23T12:00:00Z")
        headers = {"X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer nonsense"}
        statuses = [server.call("GET", "/metrics", headers=headers).status_code for _ in range(40)]
        assert set(statuses) == {404, 429}


def test_an_unknown_path_is_404_with_a_problem(server: Deployment) -> None:
    for path in ("/nothing", "/users/me/nothing/at/all", "/posts/x/y/z"):
        document = expect_problem(server.call("GET", path), 404)
        assert document["instance"] == path


def test_request_id_is_in_the_answer_and_in_the_log(server: Deployment, ada: Person) -> None:
    answer = ada.get("/users/me")
    number = answer.headers["x-request-id"]
    eventually(lambda: number in server.log_text(), 3, "the request id in the log")


def test_request_ids_differ(ada: Person) -> None:
    assert len({ada.get("/users/me").headers["x-request-id"] for _ in range(20)}) == 20


def test_traceparent_is_logged(server: Deployment, ada: Person) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    expect(ada.get("/users/me", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"}), 200)
    eventually(lambda: trace in server.log_text(), 3, "the trace id in the log")


@pytest.mark.parametrize(
    "value", ["", "nonsense", "00-0-0-0", "ff-" + "0" * 32 + "-" + "0" * 16 + "-01", "x" * 5000]
)
def test_a_malformed_traceparent_is_ignored(ada: Person, value: str) -> None:
    expect(ada.get("/users/me", headers={"traceparent": value}), 200)


def test_the_log_has_no_secrets(server: Deployment, ada: Person) -> None:
    ada.sign_in().read("/users/me")
    assert ada.password not in server.log_text()
    assert ada.tokens.access not in server.log_text()
    assert ada.tokens.refresh not in server.log_text()
