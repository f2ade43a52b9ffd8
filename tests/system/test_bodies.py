"""Bodies that are no JSON, not for us, or too much: every call that takes one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.checks import expect, expect_nothing_internal, expect_problem
from support.people import People, Person

JOB = {"jobTitle": "Analyst", "companyName": "Engines"}
SCHOOL = {"institution": "Home"}
PIECE = {"title": "T", "content": "C"}
NAME = {"firstName": "Ada", "lastName": "Lovelace"}

CALLS = [
    ("POST", "/users/me", NAME),
    ("PUT", "/users/me", NAME),
    ("POST", "/users/me/jobs", JOB),
    ("PUT", "/users/me/jobs/job", JOB),
    ("POST", "/users/me/education", SCHOOL),
    ("PUT", "/users/me/education/school", SCHOOL),
    ("POST", "/posts", PIECE),
    ("PUT", "/posts/{post}", PIECE),
    ("POST", "/posts/{post}/comments", {"content": "Hm"}),
]
every_call = pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[f"{m} {p}" for m, p, _ in CALLS])


@pytest.fixture(scope="module")
def author(people: People) -> Person:
    """Somebody who has one of everything, and has not posted today."""
    author = people.one("author")
    author.create("/users/me/jobs", {**JOB, "jobId": "job"})
    author.create("/users/me/education", {**SCHOOL, "educationId": "school"})
    return author


@pytest.fixture(scope="module")
def state(author: Person) -> dict[str, Any]:
    post = author.write()
    return {"post": post["postId"], **snapshot(author)}


def snapshot(author: Person) -> dict[str, Any]:
    return {
        "details": author.read("/users/me/details"),
        "posts": author.read("/posts/users/me/posts"),
    }


def send(
    author: Person, state: dict[str, Any], method: str, path: str, content: bytes, kind: str | None
) -> Any:
    headers = {"Content-Type": kind} if kind else {}
    return author.call(method, path.format(**state), content=content, headers=headers)


def nothing_changed(author: Person, state: dict[str, Any]) -> None:
    assert snapshot(author) == {name: state[name] for name in ("details", "posts")}


MALFORMED = [
    b"",
    b"   ",
    b"{",
    b'{"title": "T", "content": "C"',
    b'{"title": "T",}',
    b"{'title': 'T'}",
    b'{"title": "T"} trailing',
    b'{"title": NaN}',
    b'{"title": "\xff\xfe"}',
    b'{"title": "\xed\xa0\x80"}',
    b'{"title": "a\x00b"}',
    b'{"title": "\\ud800"}',
    b"\xef\xbb\xbf{",
    b"[" * 20_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b"\x00\x01\x02",
]


@every_call
def test_malformed_json_is_400(
    author: Person, state: dict[str, Any], method: str, path: str, body: dict[str, Any]
) -> None:
    for content in MALFORMED:
        answer = send(author, state, method, path, content, "application/json")
        expect_problem(answer, 400)
        expect_nothing_internal(answer)
    nothing_changed(author, state)


@every_call
def test_json_that_is_no_object_is_refused(
    author: Person, state: dict[str, Any], method: str, path: str, body: dict[str, Any]
) -> None:
    for content in (b"[]", b'"text"', b"1", b"null", b"true", b"[{}]"):
        answer = send(author, state, method, path, content, "application/json")
        expect(answer, 400, 422)
        expect_problem(answer, answer.status_code)
    nothing_changed(author, state)


@every_call
def test_other_content_types_are_415(
    author: Person, state: dict[str, Any], method: str, path: str, body: dict[str, Any]
) -> None:
    good = json.dumps(body).encode()
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=latin-1",
        "application/jsonx",
        "nonsense",
    ):
        expect_problem(send(author, state, method, path, good, kind), 415)
    answer = author.call(
        method,
        path.format(**state),
        content=good,
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
    )
    expect_problem(answer, 415)
    nothing_changed(author, state)


@every_call
def test_a_body_over_the_limit_is_413(
    author: Person, state: dict[str, Any], method: str, path: str, body: dict[str, Any]
) -> None:
    for size in (64 * 1024 + 1, 1_000_000):
        content = json.dumps({**body, "filler": ""}).encode()
        content = content.replace(b'"filler": ""', b'"filler": "' + b"x" * (size - len(content)) + b'"')
        assert len(content) == size
        expect_problem(send(author, state, method, path, content, "application/json"), 413)
    nothing_changed(author, state)


def test_a_body_at_the_limit_is_read(people: People) -> None:
    ada = people.one("ada")
    content = json.dumps({**PIECE, "filler": ""}).encode()
    content = content.replace(b'"filler": ""', b'"filler": "' + b"x" * (64 * 1024 - len(content)) + b'"')
    answer = ada.call("POST", "/posts", content=content, headers={"Content-Type": "application/json"})
    expect(answer, 201)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON;charset=UTF-8",
        "application/merge-patch+json",
    ],
)
def test_json_types_that_are_taken(people: People, kind: str) -> None:
    ada = people.one("ada")
    content = json.dumps(PIECE).encode()
    expect(ada.call("POST", "/posts", content=content, headers={"Content-Type": kind}), 201)


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": "T", "content": "C", "title": "Second"}',
        b'{"title": "T", "content": "C", "deep": ' + b"[" * 20 + b"]" * 20 + b"}",
        b'{"title": "T", "content": "C", "big": 1e400}',
        b'{"title": "T", "content": "C", "huge": ' + b"9" * 400 + b"}",
        b'{"title": "T", "content": "C", "__proto__": {"admin": true}}',
    ],
)
def test_odd_but_valid_json_never_breaks_anything(people: People, content: bytes) -> None:
    ada = people.one("ada")
    answer = ada.call("POST", "/posts", content=content, headers={"Content-Type": "application/json"})
    expect(answer, 201, 400, 422)


def test_every_fault_is_told_at_once(people: People) -> None:
    ada = people.one("ada")
    body = {"firstName": "x" * 101, "lastName": "", "birthday": "never", "timeZone": "Nowhere"}
    expect_problem(ada.put("/users/me", body), 422, "/firstName", "/lastName", "/birthday", "/timeZone")
