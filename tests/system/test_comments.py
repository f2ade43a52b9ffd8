"""Comments: written by friends, oldest first, deleted by either side."""

from __future__ import annotations

import pytest

from support.checks import (
    COMMENT,
    COMMENT_ENTRY,
    TIMESTAMP,
    UNKNOWN_UUID,
    USER,
    UUID_V7,
    expect,
    expect_problem,
    expect_shape,
)
from support.people import People, Person, await_sight
from support.waiting import eventually


@pytest.fixture
def path(friends: list[Person]) -> str:
    return f"/posts/{friends[0].read('/posts/users/me/daily-post')['postId']}/comments"


def test_commenting(friends: list[Person], path: str) -> None:
    ada, grace = friends
    answer = expect(grace.post(path, {"content": "Well said"}), 201)
    comment = expect_shape(answer.json(), COMMENT)
    assert UUID_V7.fullmatch(comment["commentId"])
    assert TIMESTAMP.fullmatch(comment["timestamp"])
    assert comment["content"] == "Well said"
    assert comment["userId"] == grace.id
    assert answer.headers["location"].endswith(f"{path}/{comment['commentId']}")
    [entry] = ada.read(path)
    assert expect_shape(entry, COMMENT_ENTRY)["comment"] == comment
    assert expect_shape(entry["user"], USER) == {
        "userId": grace.id,
        "firstName": "Grace",
        "lastName": "Tester",
    }
    assert ada.read(path.removesuffix("/comments"))["commentCount"] == 1


def test_oldest_first_and_paged_to_the_end(friends: list[Person], path: str) -> None:
    ada, grace = friends
    written = [(ada, grace)[number % 2].create(path, {"content": f"Number {number}"}) for number in range(7)]
    assert [entry["comment"] for entry in ada.read(path)] == written
    pages = grace.pages(path, 3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [entry["comment"] for page in pages for entry in page] == written


@pytest.mark.parametrize("who", [0, 1], ids=["the post's author", "the comment's author"])
def test_either_author_may_delete_a_comment(friends: list[Person], path: str, who: int) -> None:
    ada, grace = friends
    comment = grace.create(path, {"content": "Hm"})
    friends[who].remove(f"{path}/{comment['commentId']}")
    assert ada.read(path) == []
    assert ada.read(path.removesuffix("/comments"))["commentCount"] == 0
    expect_problem(friends[who].delete(f"{path}/{comment['commentId']}"), 404)
    assert ada.read(path.removesuffix("/comments"))["commentCount"] == 0


def test_others_may_not_delete_a_comment(people: People) -> None:
    ada, grace, joan = people.friends("ada", "grace", "joan")
    stranger = people.one("stranger")
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}/comments"
    comment = grace.create(path, {"content": "Hm"})
    expect_problem(joan.delete(f"{path}/{comment['commentId']}"), 403)
    expect_problem(stranger.delete(f"{path}/{comment['commentId']}"), 404)
    assert len(ada.read(path)) == 1


def test_a_comments_author_may_always_delete_it(friends: list[Person], path: str) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    comments = [grace.create(path, {"content": content}) for content in ("one", "two")]
    ada.unfriend(grace)
    await_sight(post, grace, seen=False)
    assert len(ada.read(path)) == 2, "unfriending removes no comments"
    grace.remove(f"{path}/{comments[0]['commentId']}")
    ada.block(grace)
    grace.remove(f"{path}/{comments[1]['commentId']}")
    assert ada.read(path) == []


def test_a_comment_belongs_to_its_post(people: People) -> None:
    ada, grace = people.friends("ada", "grace")
    grace_post = grace.write()
    comment = ada.create(f"/posts/{grace_post['postId']}/comments", {"content": "Hm"})
    elsewhere = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}/comments/{comment['commentId']}"
    expect_problem(ada.delete(elsewhere), 404)
    assert len(grace.read(f"/posts/{grace_post['postId']}/comments")) == 1


@pytest.mark.parametrize("comment_id", ["x", UNKNOWN_UUID, "%00", "a" * 500])
def test_unknown_and_malformed_comments_are_404(friends: list[Person], path: str, comment_id: str) -> None:
    expect_problem(friends[0].delete(f"{path}/{comment_id}"), 404)


@pytest.mark.parametrize("content", [None, "", 5, ["a"], "x" * 2001])
def test_contents_that_break_a_rule(friends: list[Person], path: str, content: object) -> None:
    expect_problem(friends[1].post(path, {"content": content}), 422, "/content")
    assert friends[0].read(path) == []


def test_the_longest_comment(friends: list[Person], path: str) -> None:
    assert friends[1].create(path, {"content": "🌍" * 2000})["content"] == "🌍" * 2000


def test_an_idempotency_key_makes_one_comment(friends: list[Person], path: str) -> None:
    ada, grace = friends
    headers = {"Idempotency-Key": "once"}
    first = expect(grace.post(path, {"content": "Hm"}, headers=headers), 201).json()
    again = expect(grace.post(path, {"content": "Hm"}, headers=headers), 200, 201).json()
    assert again == first
    assert ada.read(path.removesuffix("/comments"))["commentCount"] == 1


def test_names_in_comments_follow_the_profile(friends: list[Person], path: str) -> None:
    ada, grace = friends
    grace.create(path, {"content": "Hm"})
    grace.set_profile(firstName="Amazing", lastName="Hopper")
    eventually(lambda: ada.read(path)[0]["user"]["lastName"] == "Hopper", what="the new name")


def test_deleting_a_post_deletes_what_hangs_on_it(friends: list[Person], path: str) -> None:
    ada, grace = friends
    post_path = path.removesuffix("/comments")
    comment = grace.create(path, {"content": "Hm"})
    expect(grace.post(f"{post_path}/likes"), 201)
    ada.remove(post_path)
    for person in friends:
        for below in ("", "/comments", "/likes"):
            expect_problem(person.get(post_path + below), 404)
    expect_problem(grace.delete(f"{path}/{comment['commentId']}"), 404)
