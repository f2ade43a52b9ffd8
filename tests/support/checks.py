"""What every answer must look like."""

from __future__ import annotations

import re
from typing import Any

import httpx

UUID_V7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIMESTAMP = re.compile(r"[0-9]{13}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

UNKNOWN_UUID = "01890000-0000-7000-8000-000000000000"


def shown(answer: httpx.Response) -> str:
    request = answer.request
    return (
        f"{request.method} {request.url} -> {answer.status_code} {dict(answer.headers)} {answer.text[:500]}"
    )


def expect(answer: httpx.Response, *statuses: int) -> httpx.Response:
    assert answer.status_code in statuses, f"expected {statuses}: {shown(answer)}"
    return answer


def expect_problem(answer: httpx.Response, status: int, *pointers: str) -> dict[str, Any]:
    """An RFC 9457 document of that status; a 422 must blame each of the pointers."""
    expect(answer, status)
    assert answer.headers["content-type"].split(";")[0] == "application/problem+json", shown(answer)
    document = answer.json()
    for member in ("type", "title", "detail", "instance"):
        assert isinstance(document.get(member), str), f"no {member}: {shown(answer)}"
    assert document["status"] == status, shown(answer)
    assert answer.headers["x-request-id"]
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer"), shown(answer)
    if status == 422:
        errors = document["errors"]
        assert errors, shown(answer)
        assert all(isinstance(e["pointer"], str) and e["detail"] for e in errors), shown(answer)
        found = [error["pointer"] for error in errors]
        assert set(pointers) <= set(found), f"{pointers} not among {found}"
    return document


def expect_nothing_internal(answer: httpx.Response) -> None:
    """No file names, types, queries or traces of the program in a refusal."""
    assert not re.search(r"\.cpp|\.hpp|std::|boost|sqlite|SELECT |exception|/tmp/", answer.text, re.I), shown(
        answer
    )


def user_ids(entries: list[dict[str, Any]]) -> set[str]:
    """Of `[UserInfo]`, `[User]`, or entries with a `user`."""
    return {entry.get("user", entry)["userId"] for entry in entries}


REQUIRED = object()
OPTIONAL = object()

USER_INFO = {
    "userId": (str, REQUIRED),
    "email": (str, OPTIONAL),
    "firstName": (str, REQUIRED),
    "lastName": (str, REQUIRED),
    "headline": (str, OPTIONAL),
    "birthday": (str, OPTIONAL),
    "location": (str, OPTIONAL),
    "timeZone": (str, REQUIRED),
    "profilePictureUrl": (str, OPTIONAL),
    "numberOfFriends": (int, REQUIRED),
    "isFriend": (bool, REQUIRED),
    "relation": (str, REQUIRED),
    "profileVisibility": (str, OPTIONAL),
    "contactVisibility": (str, OPTIONAL),
}
COUNTED_USER_INFO = {**USER_INFO, "mutualFriends": (int, REQUIRED)}
JOB = {
    "jobId": (str, REQUIRED),
    "jobTitle": (str, REQUIRED),
    "companyName": (str, REQUIRED),
    "startDate": (str, OPTIONAL),
    "endDate": (str, OPTIONAL),
    "location": (str, OPTIONAL),
    "description": (str, OPTIONAL),
}
EDUCATION = {
    "educationId": (str, REQUIRED),
    "institution": (str, REQUIRED),
    "degree": (str, OPTIONAL),
    "fieldOfStudy": (str, OPTIONAL),
    "startDate": (str, OPTIONAL),
    "endDate": (str, OPTIONAL),
    "location": (str, OPTIONAL),
    "description": (str, OPTIONAL),
}
USER_DETAILS = {
    "userInfo": (dict, REQUIRED),
    "jobs": (list, REQUIRED),
    "educations": (list, REQUIRED),
}
POST = {
    "postId": (str, REQUIRED),
    "userId": (str, REQUIRED),
    "title": (str, REQUIRED),
    "content": (str, REQUIRED),
    "timestamp": (str, REQUIRED),
    "day": (str, REQUIRED),
    "editedAt": (str, OPTIONAL),
    "likeCount": (int, REQUIRED),
    "commentCount": (int, REQUIRED),
    "isLiked": (bool, REQUIRED),
    "isPinned": (bool, REQUIRED),
    "media": (list, REQUIRED),
}
USER = {
    "userId": (str, REQUIRED),
    "firstName": (str, REQUIRED),
    "lastName": (str, REQUIRED),
    "profilePictureUrl": (str, OPTIONAL),
}
COMMENT = {
    "commentId": (str, REQUIRED),
    "userId": (str, REQUIRED),
    "content": (str, REQUIRED),
    "timestamp": (str, REQUIRED),
}
TIMELINE_ENTRY = {"post": (dict, REQUIRED), "user": (dict, REQUIRED)}
COMMENT_ENTRY = {"comment": (dict, REQUIRED), "user": (dict, REQUIRED)}


def expect_shape(value: Any, shape: dict[str, tuple[type, object]]) -> Any:
    """Exactly these members with these types, the optional ones absent rather than null or ""."""
    assert isinstance(value, dict), value
    assert value.keys() <= shape.keys(), (
        f"members that the contract does not have: {value.keys() - shape.keys()}"
    )
    for name, (kind, need) in shape.items():
        if name not in value:
            assert need is OPTIONAL, f"{name} is missing in {value}"
            continue
        member = value[name]
        assert type(member) is kind, f"{name} is {member!r}, not {kind.__name__}"
        if need is OPTIONAL:
            assert member != "", f"{name} is empty instead of absent"
    return value
