"""Who may do what about whom: a row for every route of the two services."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from support.people import PIECE, People, Person, await_sight

ROLES = ("anonymous", "stranger", "friend", "blocked", "blocker", "admin")

MINIMAL = {"firstName": "New", "lastName": "Name"}
JOB = {"jobTitle": "Analyst", "companyName": "Engines"}
PICTURE = {"contentType": "image/png", "size": 1, "sha256": "0" * 64}
SCHOOL = {"institution": "Home"}


@dataclass
class World:
    """Ada, with everything that she owns, and one person of each role towards her."""

    ada: Person
    people: dict[str, Person]
    post: str
    comment: str  # by the friend
    ids: dict[str, str] = field(default_factory=dict)

    def path(self, pattern: str) -> str:
        return pattern.format_map(self.ids)


def build_world(people: People, admin: Person) -> World:
    ada, stranger, friend, blocked, blocker = people("ada", "stranger", "friend", "blocked", "blocker")
    ada.befriend(friend)
    ada.create("/users/me/jobs", {**JOB, "jobId": "job"})
    ada.create("/users/me/education", {**SCHOOL, "educationId": "school"})
    post = ada.write()
    ada.block(blocked)
    blocker.block(ada)
    await_sight(post, friend)
    comment = friend.create(f"/posts/{post['postId']}/comments", {"content": "Well said"})
    roles = {"stranger": stranger, "friend": friend, "blocked": blocked, "blocker": blocker, "admin": admin}
    ids = {"id": ada.id, "post": post["postId"], "comment": comment["commentId"]}
    return World(ada, roles, post["postId"], comment["commentId"], ids)


@dataclass(frozen=True)
class Row:
    """A call about Ada, and the status that each role gets."""

    method: str
    route: str  # as in /openapi.json, with {} for each parameter
    path: str
    stranger: int
    friend: int
    blocked: int
    admin: int | None = None  # as a stranger where it is not given
    body: Any = None
    empty_for: tuple[str, ...] = ()  # 200 with nothing in it
    changes: bool = False

    def expected(self, role: str) -> int:
        if role == "anonymous":
            return 401
        if role == "admin":
            return self.stranger if self.admin is None else self.admin
        return self.blocked if role in ("blocked", "blocker") else getattr(self, role)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


NOT_ANONYMOUS = ("stranger", "friend", "blocked", "blocker", "admin")
NOT_FRIENDS = ("stranger", "blocked", "blocker", "admin")


def read(route: str, path: str, stranger: int, friend: int, blocked: int, **more: Any) -> Row:
    return Row("GET", route, path, stranger, friend, blocked, **more)


def write(method: str, route: str, path: str, stranger: int, friend: int, blocked: int, **more: Any) -> Row:
    return Row(method, route, path, stranger, friend, blocked, changes=True, **more)


# A person's profile is for every signed-in user who is not blocked; posts are for friends.
ABOUT_SOMEBODY = [
    read("/users/{}", "/users/{id}", 200, 200, 404),
    read("/users/{}/details", "/users/{id}/details", 200, 200, 404),
    read("/users/{}/jobs", "/users/{id}/jobs", 200, 200, 404),
    read("/users/{}/education", "/users/{id}/education", 200, 200, 404),
    read("/users/{}/friends", "/users/{id}/friends", 200, 200, 404),
    read("/users/{}/friends/mutual", "/users/{id}/friends/mutual", 200, 200, 404),
    read("/posts/{}", "/posts/{post}", 404, 200, 404),
    read("/posts/{}/likes", "/posts/{post}/likes", 404, 200, 404),
    read("/posts/{}/comments", "/posts/{post}/comments", 404, 200, 404),
    read("/posts/users/{}/daily-post", "/posts/users/{id}/daily-post", 204, 200, 204),
    read("/posts/users/{}/posts", "/posts/users/{id}/posts", 200, 200, 200, empty_for=NOT_FRIENDS),
    read(
        "/posts/users/{}/pinned-posts", "/posts/users/{id}/pinned-posts", 200, 200, 200, empty_for=NOT_FRIENDS
    ),
]

CHANGES_ABOUT_SOMEBODY = [
    write("POST", "/users/requests", "/users/requests?targetUserId={id}", 201, 409, 404),
    write("POST", "/users/requests/{}/accept", "/users/requests/{id}/accept", 404, 404, 404),
    write("DELETE", "/users/requests/{}/decline", "/users/requests/{id}/decline", 204, 204, 204),
    write("DELETE", "/users/requests/{}/cancel", "/users/requests/{id}/cancel", 204, 204, 204),
    write("DELETE", "/users/me/friends/{}/remove", "/users/me/friends/{id}/remove", 204, 204, 204),
    write("DELETE", "/users/me/blocks/{}", "/users/me/blocks/{id}", 204, 204, 204),
    write("PUT", "/posts/{}", "/posts/{post}", 404, 403, 404, body=PIECE),
    write("DELETE", "/posts/{}", "/posts/{post}", 404, 403, 404),
    write("POST", "/posts/{}/likes", "/posts/{post}/likes", 404, 201, 404),
    write("DELETE", "/posts/{}/likes", "/posts/{post}/likes", 404, 204, 404),
    write("POST", "/posts/{}/comments", "/posts/{post}/comments", 404, 201, 404, body={"content": "Hm"}),
    write("DELETE", "/posts/{}/comments/{}", "/posts/{post}/comments/{comment}", 404, 204, 404),
]

# What is only ever one's own: the others get theirs.
OWN = [
    read("/users/me", "/users/me", 200, 200, 200),
    read("/users/me/details", "/users/me/details", 200, 200, 200),
    read("/users/me/picture", "/users/me/picture", 200, 200, 200),
    read("/users/me/jobs", "/users/me/jobs", 200, 200, 200),
    read("/users/me/education", "/users/me/education", 200, 200, 200),
    read("/users/me/friends", "/users/me/friends", 200, 200, 200),
    read("/users/me/blocks", "/users/me/blocks", 200, 200, 200),
    read("/users/me/suggestions", "/users/me/suggestions", 200, 200, 200),
    read("/users/requests/incoming", "/users/requests/incoming", 200, 200, 200),
    read("/users/requests/outgoing", "/users/requests/outgoing", 200, 200, 200),
    read("/users", "/users", 200, 200, 200),
    read("/users/search", "/users/search?name=ada", 200, 200, 200),
    read("/posts/users/me/timeline", "/posts/users/me/timeline", 200, 200, 200),
    read("/posts/users/me/calendar", "/posts/users/me/calendar?month=2026-11", 200, 200, 200),
    read("/posts/users/me/daily-post", "/posts/users/me/daily-post", 204, 204, 204),
    read("/posts/users/me/posts", "/posts/users/me/posts", 200, 200, 200),
    read("/posts/users/me/pinned-posts", "/posts/users/me/pinned-posts", 200, 200, 200),
]
CHANGES_OF_OWN = [
    write("POST", "/users/me", "/users/me", 200, 200, 200, body=MINIMAL),
    write("PUT", "/users/me", "/users/me", 200, 200, 200, body=MINIMAL),
    write("PUT", "/users/me/picture", "/users/me/picture", 200, 200, 200, body=PICTURE),
    write("DELETE", "/users/me/picture", "/users/me/picture", 204, 204, 204),
    write("POST", "/users/me/jobs", "/users/me/jobs", 201, 201, 201, body=JOB),
    write("PUT", "/users/me/jobs/{}", "/users/me/jobs/job", 404, 404, 404, body=JOB),
    write("DELETE", "/users/me/jobs/{}", "/users/me/jobs/job", 204, 204, 204),
    write("POST", "/users/me/education", "/users/me/education", 201, 201, 201, body=SCHOOL),
    write("PUT", "/users/me/education/{}", "/users/me/education/school", 404, 404, 404, body=SCHOOL),
    write("DELETE", "/users/me/education/{}", "/users/me/education/school", 204, 204, 204),
    write("POST", "/posts", "/posts", 201, 201, 201, body=PIECE),
    write("DELETE", "/posts/users/me/pinned-posts/{}", "/posts/users/me/pinned-posts/{post}", 204, 204, 204),
]
ADMINISTRATION = [
    read("/users/admin/accounts", "/users/admin/accounts?query=ada", 403, 403, 403, admin=200),
    write(
        "POST",
        "/users/admin/accounts/{}/sign-out",
        "/users/admin/accounts/{id}/sign-out",
        403,
        403,
        403,
        admin=204,
    ),
    write(
        "PUT",
        "/users/admin/accounts/{}/groups/{}",
        "/users/admin/accounts/{id}/groups/admin",
        403,
        403,
        403,
        admin=204,
    ),
    write(
        "DELETE",
        "/users/admin/accounts/{}/groups/{}",
        "/users/admin/accounts/{id}/groups/admin",
        403,
        403,
        403,
        admin=204,
    ),
    write(
        "POST",
        "/users/admin/accounts/{}/disable",
        "/users/admin/accounts/{id}/disable",
        403,
        403,
        403,
        admin=204,
    ),
    write(
        "POST",
        "/users/admin/accounts/{}/enable",
        "/users/admin/accounts/{id}/enable",
        403,
        403,
        403,
        admin=204,
    ),
]
# Subscriptions and notifications are only ever one's own, and no route names a person. While the
# programs have no push notification service the rows are skipped.
NOBODYS = "01890000-0000-7000-8000-000000000000"
OFFER = {"endpoint": "https://push", "keys": {"p256dh": "AAAA", "auth": "AAAA"}}
NOTIFICATIONS = [
    read("/push-notifications/vapid-key", "/push-notifications/vapid-key", 200, 200, 200),
    read("/push-notifications", "/push-notifications", 200, 200, 200, empty_for=NOT_ANONYMOUS),
    read("/push-notifications/{}", f"/push-notifications/{NOBODYS}", 404, 404, 404),
    read("/push-notifications/preferences", "/push-notifications/preferences", 200, 200, 200),
    read("/push-notifications/inbox", "/push-notifications/inbox", 200, 200, 200),
    read("/push-notifications/jobs", "/push-notifications/jobs", 403, 403, 403, admin=200),
    read("/push-notifications/jobs/{}", f"/push-notifications/jobs/{NOBODYS}", 403, 403, 403, admin=404),
]
CHANGES_OF_NOTIFICATIONS = [
    write(
        "POST", "/push-notifications/subscribe", "/push-notifications/subscribe", 422, 422, 422, body=OFFER
    ),
    write("DELETE", "/push-notifications/{}", f"/push-notifications/{NOBODYS}", 404, 404, 404),
    write(
        "PUT", "/push-notifications/preferences", "/push-notifications/preferences", 200, 200, 200, body={}
    ),
    write("POST", "/push-notifications/inbox/read", "/push-notifications/inbox/read", 422, 422, 422, body={}),
    write("POST", "/push-notifications/test", "/push-notifications/test", 202, 202, 202),
    write(
        "POST",
        "/push-notifications/send",
        "/push-notifications/send",
        403,
        403,
        403,
        admin=202,
        body={"title": "News", "body": "To all"},
    ),
]
# Rows whose answer needs more than a status have tests of their own.
ELSEWHERE = {
    ("DELETE", "/users/me"): "test_deletion.py",
    ("POST", "/users/me/blocks/{}"): "test_blocks.py",
    ("POST", "/posts/users/me/pinned-posts/{}"): "test_pins.py",
}
READS = [row for row in [*ABOUT_SOMEBODY, *OWN, *ADMINISTRATION, *NOTIFICATIONS] if not row.changes]
WRITES = [
    *CHANGES_ABOUT_SOMEBODY,
    *CHANGES_OF_OWN,
    *CHANGES_OF_NOTIFICATIONS,
    *(row for row in ADMINISTRATION if row.changes),
]
