"""Likes are idempotent and their number is exact."""

from __future__ import annotations

from support.checks import USER, expect, expect_shape, user_ids
from support.people import People, Person, await_sight
from support.waiting import eventually


def likes(viewer: Person, post_id: str) -> int:
    return viewer.read(f"/posts/{post_id}")["likeCount"]


def test_liking_twice_counts_once(friends: list[Person]) -> None:
    ada, grace = friends
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    expect(grace.post(f"/posts/{post_id}/likes"), 201)
    expect(grace.post(f"/posts/{post_id}/likes"), 200)
    assert likes(ada, post_id) == 1
    assert grace.read(f"/posts/{post_id}")["isLiked"] is True
    [user] = ada.read(f"/posts/{post_id}/likes")
    assert expect_shape(user, USER) == {"userId": grace.id, "firstName": "Grace", "lastName": "Tester"}


def test_unliking(friends: list[Person]) -> None:
    ada, grace = friends
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    grace.remove(f"/posts/{post_id}/likes")
    assert likes(ada, post_id) == 0
    expect(grace.post(f"/posts/{post_id}/likes"), 201)
    grace.remove(f"/posts/{post_id}/likes")
    grace.remove(f"/posts/{post_id}/likes")
    assert likes(ada, post_id) == 0
    assert grace.read(f"/posts/{post_id}")["isLiked"] is False
    assert ada.read(f"/posts/{post_id}/likes") == []
    expect(grace.post(f"/posts/{post_id}/likes"), 201)


def test_one_may_like_ones_own_post(ada: Person) -> None:
    post_id = ada.write()["postId"]
    expect(ada.post(f"/posts/{post_id}/likes"), 201)
    assert ada.read(f"/posts/{post_id}")["isLiked"] is True


def test_likes_page_to_the_end(people: People) -> None:
    ada, *others = people.friends("ada", *"bcdef")
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    for other in others:
        expect(other.post(f"/posts/{post_id}/likes"), 201)
    pages = ada.pages(f"/posts/{post_id}/likes", 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert user_ids([entry for page in pages for entry in page]) == {other.id for other in others}


def test_likes_stay_after_the_friendship(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    expect(grace.post(f"/posts/{post['postId']}/likes"), 201)
    ada.unfriend(grace)
    await_sight(post, grace, seen=False)
    assert likes(ada, post["postId"]) == 1
    assert user_ids(ada.read(f"/posts/{post['postId']}/likes")) == {grace.id}


def test_names_in_likes_follow_the_profile(friends: list[Person]) -> None:
    ada, grace = friends
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    expect(grace.post(f"/posts/{post_id}/likes"), 201)
    grace.set_profile(lastName="Hopper")
    eventually(lambda: ada.read(f"/posts/{post_id}/likes")[0]["lastName"] == "Hopper", what="the new name")
