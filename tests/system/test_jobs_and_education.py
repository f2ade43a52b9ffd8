"""Jobs and education: the same five calls."""

from __future__ import annotations

from typing import Any

import pytest

from support.checks import EDUCATION, JOB, UUID_V7, expect, expect_problem, expect_shape
from support.people import Person

JOBS = pytest.param("jobs", "jobId", JOB, id="jobs")
SCHOOLS = pytest.param("education", "educationId", EDUCATION, id="education")
both = pytest.mark.parametrize(("kind", "key", "shape"), [JOBS, SCHOOLS])

REQUIRED: dict[str, dict[str, Any]] = {
    "jobs": {"jobTitle": "Analyst", "companyName": "Engines Ltd"},
    "education": {"institution": "University of London"},
}
FULL: dict[str, dict[str, Any]] = {
    "jobs": {
        **REQUIRED["jobs"],
        "startDate": "1842",
        "endDate": "1843-09",
        "location": "London",
        "description": "Notes on the engine.",
    },
    "education": {
        **REQUIRED["education"],
        "degree": "None",
        "fieldOfStudy": "Mathematics",
        "startDate": "1830-01-31",
        "endDate": "1835",
        "location": "London",
        "description": "By letter.",
    },
}


@both
def test_an_entry_is_created_read_changed_and_deleted(
    ada: Person, grace: Person, kind: str, key: str, shape: dict
) -> None:
    assert ada.read(f"/users/me/{kind}") == []
    answer = expect(ada.post(f"/users/me/{kind}", FULL[kind]), 201)
    entry = expect_shape(answer.json(), shape)
    assert UUID_V7.fullmatch(entry[key])
    assert answer.headers["location"].endswith(f"/users/me/{kind}/{entry[key]}")
    assert entry == {**FULL[kind], key: entry[key]}
    assert ada.read(f"/users/me/{kind}") == [entry]
    assert grace.read(f"/users/{ada.id}/{kind}") == [entry]

    changed = expect(ada.put(f"/users/me/{kind}/{entry[key]}", REQUIRED[kind]), 200).json()
    assert changed == {**REQUIRED[kind], key: entry[key]}, "absent members are removed"
    assert ada.read(f"/users/me/{kind}") == [changed]

    ada.remove(f"/users/me/{kind}/{entry[key]}")
    assert ada.read(f"/users/me/{kind}") == []
    ada.remove(f"/users/me/{kind}/{entry[key]}")


@both
def test_an_id_of_the_clients_makes_the_call_idempotent(
    ada: Person, kind: str, key: str, shape: dict
) -> None:
    body = {**REQUIRED[kind], key: "My_own-id-1"}
    first = expect(ada.post(f"/users/me/{kind}", body), 201).json()
    assert first[key] == "My_own-id-1"
    again = expect(ada.post(f"/users/me/{kind}", body), 200, 201).json()
    assert again == first
    assert ada.read(f"/users/me/{kind}") == [first]


@both
def test_one_persons_id_is_not_anothers(ada: Person, grace: Person, kind: str, key: str, shape: dict) -> None:
    body = {**REQUIRED[kind], key: "shared"}
    ada.create(f"/users/me/{kind}", body)
    grace.create(f"/users/me/{kind}", body)
    grace.remove(f"/users/me/{kind}/shared")
    assert len(ada.read(f"/users/me/{kind}")) == 1


@both
@pytest.mark.parametrize("bad", ["x" * 65, "with space", "semi;colon", "ünïcode", "a/b", "#"])
def test_an_id_that_breaks_the_rule_is_422(ada: Person, kind: str, key: str, shape: dict, bad: str) -> None:
    expect_problem(ada.post(f"/users/me/{kind}", {**REQUIRED[kind], key: bad}), 422, f"/{key}")
    assert ada.read(f"/users/me/{kind}") == []


@both
def test_changing_what_is_not_there_is_404(
    ada: Person, grace: Person, kind: str, key: str, shape: dict
) -> None:
    others = grace.create(f"/users/me/{kind}", REQUIRED[kind])
    for unknown in ("nothing", others[key], "x" * 65, "a%20b"):
        expect_problem(ada.put(f"/users/me/{kind}/{unknown}", REQUIRED[kind]), 404)
    assert grace.read(f"/users/me/{kind}") == [others]


@both
def test_the_path_names_the_entry_and_not_the_body(ada: Person, kind: str, key: str, shape: dict) -> None:
    entry = ada.create(f"/users/me/{kind}", {**REQUIRED[kind], key: "one"})
    changed = expect(ada.put(f"/users/me/{kind}/one", {**FULL[kind], key: "two"}), 200).json()
    assert changed[key] == entry[key] == "one"
    assert len(ada.read(f"/users/me/{kind}")) == 1


@both
def test_required_members(ada: Person, kind: str, key: str, shape: dict) -> None:
    pointers = [f"/{name}" for name in REQUIRED[kind]]
    expect_problem(ada.post(f"/users/me/{kind}", {}), 422, *pointers)
    expect_problem(ada.post(f"/users/me/{kind}", dict.fromkeys(REQUIRED[kind], "")), 422, *pointers)


@both
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("startDate", "2020-00"),
        ("startDate", "2021-02-29"),
        ("endDate", "tomorrow"),
        ("endDate", 2020),
        ("location", "x" * 201),
        ("description", "x" * 2001),
        ("description", ["a"]),
    ],
)
def test_rules(ada: Person, kind: str, key: str, shape: dict, member: str, value: object) -> None:
    expect_problem(ada.post(f"/users/me/{kind}", {**REQUIRED[kind], member: value}), 422, f"/{member}")
    entry = ada.create(f"/users/me/{kind}", FULL[kind])
    expect_problem(
        ada.put(f"/users/me/{kind}/{entry[key]}", {**REQUIRED[kind], member: value}), 422, f"/{member}"
    )
    assert ada.read(f"/users/me/{kind}") == [entry]


@both
def test_the_longest_that_is_allowed(ada: Person, kind: str, key: str, shape: dict) -> None:
    body = dict.fromkeys(REQUIRED[kind], "ß" * 200) | {"description": "🌍" * 2000}
    assert ada.create(f"/users/me/{kind}", body)["description"] == "🌍" * 2000
    for name in REQUIRED[kind]:
        expect_problem(ada.post(f"/users/me/{kind}", {**REQUIRED[kind], name: "ß" * 201}), 422, f"/{name}")


@both
def test_an_idempotency_key_makes_one_entry(ada: Person, kind: str, key: str, shape: dict) -> None:
    headers = {"Idempotency-Key": "once"}
    first = expect(ada.post(f"/users/me/{kind}", FULL[kind], headers=headers), 201).json()
    again = expect(ada.post(f"/users/me/{kind}", FULL[kind], headers=headers), 200, 201).json()
    assert again == first
    assert ada.read(f"/users/me/{kind}") == [first]
