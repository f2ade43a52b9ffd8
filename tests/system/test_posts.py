"""The daily post: one a day, read, edited, deleted."""

from __future__ import annotations

import pytest

from support.checks import (
    DAY,
    POST,
    TIMESTAMP,
    UNKNOWN_UUID,
    UUID_V7,
    expect,
    expect_problem,
    expect_shape,
)
from support.people import PIECE, People, Person


def test_posting_today(ada: Person) -> None:
    answer = expect(ada.post("/posts", PIECE), 201)
    post = expect_shape(answer.json(), POST)
    assert answer.headers["location"].endswith(f"/posts/{post['postId']}")
    assert UUID_V7.fullmatch(post["postId"])
    assert TIMESTAMP.fullmatch(post["timestamp"])
    assert DAY.fullmatch(post["day"])
    assert post["day"] == "2026-11-23"
    assert post["userId"] == ada.id
    assert {name: post[name] for name in PIECE} == PIECE
    assert (post["likeCount"], post["commentCount"], post["isLiked"], post["isPinned"]) == (
        0,
        0,
        False,
        False,
    )
    assert post["media"] == []
    assert "editedAt" not in post
    assert ada.read(f"/posts/{post['postId']}") == post
    assert ada.read("/posts/users/me/daily-post") == post
    assert ada.read(f"/posts/users/{ada.id}/daily-post") == post
    assert ada.read("/posts/users/me/posts") == [post]


def test_there_is_nothing_before_the_first_post(ada: Person) -> None:
    assert expect(ada.get("/posts/users/me/daily-post"), 204).content == b""
    assert ada.read("/posts/users/me/posts") == []
    assert ada.read("/posts/users/me/pinned-posts") == []
    assert ada.read("/posts/users/me/calendar", params={"month": "2026-11"}) == []


def test_one_may_post_before_one_has_a_profile(people: People) -> None:
    """Also when the author's USER_CREATED has not arrived yet."""
    early = people.account("early")
    post = early.write()
    assert early.read(f"/posts/{post['postId']}") == post


def test_a_second_post_on_a_day_is_409_with_the_first_ones_id(ada: Person) -> None:
    first = ada.write()
    document = expect_problem(ada.post("/posts", {**PIECE, "title": "Again"}), 409)
    assert first["postId"] in document.values()
    assert ada.read("/posts/users/me/posts") == [first]


def test_deleting_todays_post_frees_the_day(ada: Person) -> None:
    first = ada.write()
    ada.remove(f"/posts/{first['postId']}")
    expect_problem(ada.get(f"/posts/{first['postId']}"), 404)
    expect(ada.get("/posts/users/me/daily-post"), 204)
    second = ada.write(title="Better")
    assert second["postId"] != first["postId"]
    assert ada.read("/posts/users/me/posts") == [second]


def test_deleting_twice_is_404(ada: Person) -> None:
    post = ada.write()
    ada.remove(f"/posts/{post['postId']}")
    expect_problem(ada.delete(f"/posts/{post['postId']}"), 404)


def test_editing_keeps_counters_and_marks_the_time(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    path = f"/posts/{post['postId']}"
    expect(grace.post(f"{path}/likes"), 201)
    grace.create(f"{path}/comments", {"content": "Hm"})
    body = {"title": "Edited", "content": "Anew", "likeCount": 77, "day": "2000-01-01", "userId": grace.id}
    edited = expect_shape(expect(ada.put(path, body), 200).json(), POST)
    assert (edited["title"], edited["content"]) == ("Edited", "Anew")
    assert (edited["likeCount"], edited["commentCount"]) == (1, 1)
    assert (edited["timestamp"], edited["day"], edited["userId"]) == (post["timestamp"], post["day"], ada.id)
    assert int(edited["editedAt"]) >= int(post["timestamp"])
    assert grace.read(path) == {**edited, "isLiked": True}


def test_only_the_author_edits_and_deletes(friends: list[Person], stranger: Person) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    path = f"/posts/{post['postId']}"
    for person, status in ((grace, 403), (stranger, 404)):
        expect_problem(person.put(path, PIECE), status)
        expect_problem(person.delete(path), status)
    assert ada.read(path) == post


@pytest.mark.parametrize(
    "post_id", ["x", "1", UNKNOWN_UUID, UNKNOWN_UUID.upper(), "a" * 300, "%2e%2e", "%F0%9F%8C%8D"]
)
def test_unknown_and_malformed_posts_are_404(ada: Person, post_id: str) -> None:
    expect_problem(ada.get(f"/posts/{post_id}"), 404)
    expect_problem(ada.put(f"/posts/{post_id}", PIECE), 404)
    expect_problem(ada.delete(f"/posts/{post_id}"), 404)
    expect_problem(ada.get(f"/posts/{post_id}/likes"), 404)
    expect_problem(ada.post(f"/posts/{post_id}/likes"), 404)
    expect_problem(ada.delete(f"/posts/{post_id}/likes"), 404)
    expect_problem(ada.get(f"/posts/{post_id}/comments"), 404)
    expect_problem(ada.post(f"/posts/{post_id}/comments", {"content": "x"}), 404)
    expect_problem(ada.delete(f"/posts/{post_id}/comments/{UNKNOWN_UUID}"), 404)


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/title", "/content"]),
        ({"title": "T"}, ["/content"]),
        ({"title": "", "content": ""}, ["/title", "/content"]),
        ({"title": None, "content": "C"}, ["/title"]),
        ({"title": "x" * 201, "content": "C"}, ["/title"]),
        ({"title": "T", "content": "x" * 10_001}, ["/content"]),
        ({"title": 1, "content": "C"}, ["/title"]),
        ({"title": "T", "content": {"a": "b"}}, ["/content"]),
        ({"title": "T", "content": True}, ["/content"]),
        ({"title": "x" * 201, "content": "x" * 10_001}, ["/title", "/content"]),
        ({"title": "T", "content": "C", "media": "none"}, ["/media"]),
    ],
)
def test_bodies_that_break_a_rule(ada: Person, body: dict, pointers: list[str]) -> None:
    expect_problem(ada.post("/posts", body), 422, *pointers)
    expect(ada.get("/posts/users/me/daily-post"), 204)


def test_the_longest_post_that_is_allowed(ada: Person) -> None:
    body = {"title": "é" * 200, "content": "🌍" * 10_000}
    assert ada.write(**body)["content"] == body["content"]


def test_text_comes_back_as_sent(ada: Person) -> None:
    content = '  lines\n\ttabs "quotes" \\ / <b>tags</b> &amp; \u2028 \u200d 👩‍🚀 \u0301combining '
    assert ada.write(content=content)["content"] == content
    assert ada.read("/posts/users/me/daily-post")["content"] == content


def test_an_idempotency_key_makes_one_post(ada: Person) -> None:
    headers = {"Idempotency-Key": "6f1d-first"}
    first = expect(ada.post("/posts", PIECE, headers=headers), 201).json()
    again = expect(ada.post("/posts", PIECE, headers=headers), 200, 201).json()
    assert again == first
    assert len(ada.read("/posts/users/me/posts")) == 1


def test_an_idempotency_key_is_for_one_request_and_one_person(ada: Person, grace: Person) -> None:
    headers = {"Idempotency-Key": "shared-key"}
    expect(ada.post("/posts", PIECE, headers=headers), 201)
    expect_problem(ada.post("/posts", {**PIECE, "title": "Other"}, headers=headers), 422)
    expect(grace.post("/posts", PIECE, headers=headers), 201)


@pytest.mark.parametrize("key", ["x" * 129, "with space"])
def test_a_malformed_idempotency_key_is_refused(ada: Person, key: str) -> None:
    expect_problem(ada.post("/posts", PIECE, headers={"Idempotency-Key": key}), 400)
    expect(ada.get("/posts/users/me/daily-post"), 204)


def test_calendar(ada: Person) -> None:
    ada.write()
    assert ada.read("/posts/users/me/calendar", params={"month": "2026-11"}) == ["2026-11-23"]
    assert ada.read("/posts/users/me/calendar", params={"month": "2026-10"}) == []
    for bad in ("2026", "2026-13", "november", "2026-11-23", "9999999-01"):
        expect_problem(ada.get("/posts/users/me/calendar", params={"month": bad}), 422, "?month")


def test_a_person_without_posts_and_nobody_look_the_same(ada: Person, stranger: Person) -> None:
    ada.write()
    for user in (ada.id, "nobody-at-all"):
        assert stranger.read(f"/posts/users/{user}/posts") == []
        assert stranger.read(f"/posts/users/{user}/pinned-posts") == []
        expect(stranger.get(f"/posts/users/{user}/daily-post"), 204)
