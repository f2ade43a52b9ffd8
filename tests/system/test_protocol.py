"""HTTP as clients know it: methods, negotiation, conditional requests, CORS, problem documents."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import httpx
import pytest

from support import settings
from support.checks import UNKNOWN_UUID, expect, expect_nothing_internal, expect_problem
from support.deployment import Deploy, Deployment
from support.people import People, Person

ORIGIN = "https://app.example.org"
SENT_BY_BROWSERS = [
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "traceparent",
    "x-amz-target",
    "x-amz-user-agent",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "cache-control",
]
EXPOSED = ["Link", "ETag", "Location", "Retry-After", "X-Request-Id", "X-Unread-Count"]


def words(header: str) -> set[str]:
    return {word.strip().lower() for word in header.split(",") if word.strip()}


# Methods.


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/users/me", {"get", "head", "post", "put", "delete", "options"}),
        ("DELETE", "/users", {"get", "head", "options"}),
        ("PUT", "/users/me/jobs", {"get", "head", "post", "options"}),
        ("GET", "/users/me/jobs/a-job", {"put", "delete", "options"}),
        ("GET", "/posts", {"post", "options"}),
        ("POST", f"/posts/{UNKNOWN_UUID}", {"get", "head", "put", "delete", "options"}),
        ("DELETE", "/posts/users/me/timeline", {"get", "head", "options"}),
        ("PUT", f"/posts/{UNKNOWN_UUID}/likes", {"get", "head", "post", "delete", "options"}),
    ],
)
def test_a_method_that_a_path_lacks_is_405_with_allow(
    ada: Person, method: str, path: str, allowed: set[str]
) -> None:
    answer = ada.call(method, path)
    expect_problem(answer, 405)
    assert words(answer.headers["allow"]) == allowed


@pytest.mark.parametrize(
    "path", ["/users/me", "/users", "/posts/users/me/timeline", "/livez", "/openapi.json"]
)
def test_head_is_get_without_a_body(ada: Person, path: str) -> None:
    got, head = ada.get(path), ada.call("HEAD", path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers.get("etag") == got.headers.get("etag")


def test_head_of_what_is_refused_has_no_body(server: Deployment) -> None:
    answer = expect(server.call("HEAD", "/users/me"), 401)
    assert answer.content == b""


def test_options_names_the_methods(server: Deployment) -> None:
    answer = expect(server.call("OPTIONS", "/users/me"), 200, 204)
    assert words(answer.headers["allow"]) == {"get", "head", "post", "put", "delete", "options"}


def test_an_invented_method_is_refused(server: Deployment) -> None:
    expect(server.call("BREW", "/users/me"), 405, 501)


# Conditional requests.


def test_reading_a_profile_again_is_304(ada: Person) -> None:
    first = expect(ada.get("/users/me"), 200)
    again = expect(ada.get("/users/me", headers={"If-None-Match": first.headers["etag"]}), 304)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    ada.set_profile(headline="Changed")
    changed = expect(ada.get("/users/me", headers={"If-None-Match": first.headers["etag"]}), 200)
    assert changed.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    "path", ["/users/{id}", "/users/{id}/details", "/users/me/details", "/posts/users/me/timeline"]
)
def test_profiles_and_the_timeline_have_etags(friends: list[Person], path: str) -> None:
    ada, grace = friends
    path = path.format(id=ada.id)
    first = expect(grace.get(path), 200)
    expect(grace.get(path, headers={"If-None-Match": first.headers["etag"]}), 304)
    expect(grace.get(path, headers={"If-None-Match": '"another", ' + first.headers["etag"]}), 304)
    expect(grace.get(path, headers={"If-None-Match": "W/" + first.headers["etag"]}), 304)
    expect(grace.get(path, headers={"If-None-Match": '"another"'}), 200)


def test_put_of_a_profile_honours_if_match(ada: Person) -> None:
    old = ada.get("/users/me").headers["etag"]
    body = {"firstName": "Ada", "lastName": "King"}
    expect(ada.put("/users/me", body, headers={"If-Match": old}), 200)
    expect_problem(ada.put("/users/me", {**body, "lastName": "Lost"}, headers={"If-Match": old}), 412)
    assert ada.read("/users/me")["lastName"] == "King"
    expect(ada.put("/users/me", body, headers={"If-Match": "*"}), 200)
    present = ada.get("/users/me").headers["etag"]
    expect(ada.put("/users/me", body, headers={"If-Match": f'"other", {present}'}), 200)


def test_every_put_honours_if_match(ada: Person) -> None:
    job = {"jobTitle": "Analyst", "companyName": "Engines Ltd"}
    school = {"institution": "University of London"}
    job_id = ada.create("/users/me/jobs", job)["jobId"]
    education_id = ada.create("/users/me/education", school)["educationId"]
    post_id = ada.write()["postId"]
    condition = {"If-Match": '"no such state"'}
    expect_problem(ada.put(f"/users/me/jobs/{job_id}", job, headers=condition), 412)
    expect_problem(ada.put(f"/users/me/education/{education_id}", school, headers=condition), 412)
    expect_problem(ada.put(f"/posts/{post_id}", {"title": "T", "content": "C"}, headers=condition), 412)
    assert ada.read(f"/posts/{post_id}")["title"] != "T"


# Representation.


def test_json_says_that_it_is_json(ada: Person) -> None:
    answer = ada.get("/users/me")
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_large_answers_are_compressed_for_those_who_take_it(server: Deployment) -> None:
    url = server.url("/openapi.json")
    plain = server.http.get(url, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with server.http.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in words(answer.headers["vary"])
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


def test_names_outside_ascii_come_back_as_sent(ada: Person, grace: Person) -> None:
    name = "Zoë 🌍 Ærøskøbing 李"
    ada.set_profile(firstName=name)
    assert grace.read(f"/users/{ada.id}")["firstName"] == name


# Problem documents.


def test_problem_documents_show_no_internals(ada: Person, server: Deployment) -> None:
    answers = [
        server.call("GET", "/users/me"),
        ada.get("/nothing"),
        ada.get(f"/posts/{UNKNOWN_UUID}"),
        ada.post("/posts", content=b"{", headers={"Content-Type": "application/json"}),
        ada.post("/posts", {"title": 5}),
        ada.get("/users", params={"cursor": "'; DROP TABLE items; --"}),
        ada.get("/users/admin/accounts"),
    ]
    for answer in answers:
        expect_problem(answer, answer.status_code)
        assert answer.status_code >= 400
        expect_nothing_internal(answer)


def test_every_program_verifies_tokens_itself(server: Deployment) -> None:
    expect_problem(server.http.get(server.user.url + "/users/me"), 401)
    expect_problem(server.http.get(server.post.url + "/posts/users/me/timeline"), 401)


# CORS.


@pytest.fixture(scope="module")
def browsed(deploy_for_module: Deploy) -> Iterator[Deployment]:
    with deploy_for_module(*settings.cors(ORIGIN, "http://localhost:5173")) as deployment:
        yield deployment


def preflight(server: Deployment, path: str, method: str, origin: str = ORIGIN) -> httpx.Response:
    return server.call(
        "OPTIONS",
        path,
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": ",".join(SENT_BY_BROWSERS),
        },
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/users/me"),
        ("DELETE", "/users/me/blocks/x"),
        ("POST", "/posts"),
        pytest.param("POST", "/", marks=pytest.mark.own_accounts("is about the embedded accounts")),
        ("GET", "/config.json"),
    ],
)
def test_preflights_allow_what_browsers_send(browsed: Deployment, method: str, path: str) -> None:
    for origin in (ORIGIN, "http://localhost:5173"):
        answer = expect(preflight(browsed, path, method, origin), 200, 204)
        assert answer.headers["access-control-allow-origin"] == origin
        assert method.lower() in words(answer.headers["access-control-allow-methods"])
        assert set(SENT_BY_BROWSERS) <= words(answer.headers["access-control-allow-headers"])
        assert "origin" in words(answer.headers["vary"])


def test_answers_and_refusals_expose_their_headers(browsed: Deployment) -> None:
    ada = People(browsed).one("ada")
    for answer in (
        ada.get("/users/me", headers={"Origin": ORIGIN}),
        ada.get("/users/nobody-here", headers={"Origin": ORIGIN}),
        ada.get("/posts/users/me/timeline", headers={"Origin": ORIGIN}),
        browsed.call("GET", "/users/me", headers={"Origin": ORIGIN}),
        browsed.call("GET", "/no/such/path", headers={"Origin": ORIGIN}),
    ):
        assert answer.headers["access-control-allow-origin"] == ORIGIN, answer.url
        assert {name.lower() for name in EXPOSED} <= words(answer.headers["access-control-expose-headers"])


def test_other_origins_are_not_allowed(browsed: Deployment, server: Deployment) -> None:
    for deployment in (browsed, server):
        answer = preflight(deployment, "/users/me", "PUT", "https://evil.example")
        assert "access-control-allow-origin" not in answer.headers
        answer = deployment.call("GET", "/config.json", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in answer.headers


def test_the_null_origin_is_not_allowed(browsed: Deployment) -> None:
    assert "access-control-allow-origin" not in preflight(browsed, "/users/me", "PUT", "null").headers
