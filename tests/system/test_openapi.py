"""Generated requests for every operation of the served OpenAPI documents, good and bad ones: no
answer is a 5xx, and none is one that the document does not tell of."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from support.deployment import Deployment
from support.people import People, Person

EXAMPLES = 12  # of each mode and operation
SECONDS = 150
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


class Caller:
    """Somebody with one of everything, so that half of the generated ids are real ones."""

    def __init__(self, people: People) -> None:
        self.person = people.administrator("caller")
        friend = people.one("friend")
        self.person.befriend(friend)
        post = self.person.write()
        comment = self.person.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
        job = self.person.create("/users/me/jobs", {"jobTitle": "Analyst", "companyName": "Engines"})
        school = self.person.create("/users/me/education", {"institution": "Home"})
        self.ids = {
            "postid": post["postId"],
            "commentid": comment["commentId"],
            "cid": comment["commentId"],
            "jobid": job["jobId"],
            "educationid": school["educationId"],
            "group": "readers",
        }
        self.friend = friend.id
        self._turn = itertools.count()

    def path_parameters(self, generated: dict[str, Any]) -> dict[str, Any]:
        if next(self._turn) % 2:
            return generated
        return {name: self.ids.get(name.lower(), self.friend) for name in generated}


def checked(operation: Any, server: Deployment, caller: Caller, mode: GenerationMode) -> None:
    @SETTINGS
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if case.path_parameters:
            case.path_parameters = caller.path_parameters(case.path_parameters)
        token = {"Authorization": f"Bearer {caller.person.tokens.access}"}
        case.call_and_validate(
            base_url=server.url(case.path).removesuffix(case.path), headers=token, checks=CHECKS
        )

    check()


def served_documents(server: Deployment) -> list[dict[str, Any]]:
    urls = {program.url for program in server.programs.values()}
    return [server.http.get(url + "/openapi.json").json() for url in sorted(urls)]


def test_no_operation_answers_what_it_does_not_document(
    server: Deployment, people: People, subtests: pytest.Subtests
) -> None:
    end = time.monotonic() + SECONDS
    left_out = []
    for document in served_documents(server):
        caller = Caller(people)
        for result in schemathesis.openapi.from_dict(document).get_all_operations():
            operation = result.ok()
            if time.monotonic() > end:
                left_out.append(operation.label)
                continue
            if operation.label == "DELETE /users/me":
                continue  # would end the caller
            with subtests.test(operation.label):
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    checked(operation, server, caller, mode)
    assert not left_out, f"not reached within {SECONDS} s: {left_out}"


def test_without_a_token_everything_but_the_open_paths_is_401(server: Deployment) -> None:
    for document in served_documents(server):
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if method == "parameters" or operation.get("security") == []:
                    continue
                filled = path.replace("{", "").replace("}", "")
                answer = server.call(method.upper(), filled)
                assert answer.status_code == 401, f"{method.upper()} {path} -> {answer.status_code}"


def test_every_operation_has_a_summary_and_its_refusals(server: Deployment) -> None:
    for document in served_documents(server):
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if not path.startswith(("/users", "/posts")) or method == "parameters":
                    continue
                assert operation["summary"], (method, path)
                assert {"401", "429"} <= operation["responses"].keys(), (method, path)
                if "{" in path and method == "get" and path.startswith("/users/{"):
                    assert "404" in operation["responses"], (method, path)


def test_the_committed_documents_are_the_served_ones(
    server: Deployment, request: pytest.FixtureRequest
) -> None:
    folder = request.config.rootpath.parent / "docs" / "openapi"
    committed: set[str] = set()
    for file in folder.glob("*.json"):
        for path, operations in json.loads(file.read_text())["paths"].items():
            committed |= {f"{method} {path}" for method in operations}
    served = {
        f"{method} {path}"
        for document in served_documents(server)
        for path, operations in document["paths"].items()
        for method in operations
        if path.startswith(("/users", "/posts"))
    }
    assert served <= committed


def test_the_caller_survives(server: Deployment, people: People) -> None:
    """The server is as well after all that as before."""
    ada: Person = people.one("ada")
    assert ada.read(f"/posts/{ada.write()['postId']}")
