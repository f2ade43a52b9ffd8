"""Deleting an account removes everything of it, across both services, whatever dies meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.checks import expect, expect_problem, user_ids
from support.deployment import Deploy, Deployment
from support.people import People, Person, await_sight
from support.waiting import eventually


def settle(people: People) -> tuple[Person, Person, Person, dict, dict]:
    """Ada with everything; her friends grace and joan; grace's post has ada's like and comment."""
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post = ada.read("/posts/users/me/daily-post")
    grace_post = grace.write()
    await_sight(grace_post, ada)
    expect(ada.post(f"/posts/{grace_post['postId']}/likes"), 201)
    ada.create(f"/posts/{grace_post['postId']}/comments", {"content": "Hm"})
    expect(grace.post(f"/posts/{post['postId']}/likes"), 201)
    grace.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
    ada.create(f"/posts/users/me/pinned-posts/{post['postId']}")
    ada.create("/users/me/jobs", {"jobTitle": "Analyst", "companyName": "Engines"})
    return ada, grace, joan, post, grace_post


def gone_from_posts(grace: Person, post: dict, grace_post: dict) -> bool:
    mine = grace.read(f"/posts/{grace_post['postId']}")
    return (
        not grace.sees(post)
        and grace.read("/posts/users/me/timeline") == []
        and (mine["likeCount"], mine["commentCount"]) == (0, 0)
        and grace.read(f"/posts/{grace_post['postId']}/comments") == []
        and grace.read(f"/posts/{grace_post['postId']}/likes") == []
    )


def test_everything_is_gone_within_a_second(people: People) -> None:
    ada, grace, joan, post, grace_post = settle(people)
    asked, asking, blocked = people("asked", "asking", "blocked")
    ada.ask(asked)
    asking.ask(ada)
    ada.block(blocked)
    ada.remove("/users/me")

    for friend in (grace, joan):
        assert friend.read("/users/me")["numberOfFriends"] == 0, "right at the 204"
    for person in (grace, asked, blocked):
        expect_problem(person.get(f"/users/{ada.id}"), 404)
        expect_problem(person.get(f"/users/{ada.id}/details"), 404)
        expect_problem(person.get(f"/users/{ada.id}/jobs"), 404)
        assert ada.id not in user_ids([entry for page in person.pages("/users", 100) for entry in page])
    assert grace.read("/users/me/friends") == []
    eventually(lambda: gone_from_posts(grace, post, grace_post), 1, "everything in the post service is gone")
    eventually(lambda: asked.read("/users/requests/incoming") == [], 1, "its request is gone")
    eventually(lambda: asking.read("/users/requests/outgoing") == [], 1, "the request to it is gone")
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.sign_in(ada.email)


def test_deleting_twice_is_204(people: People) -> None:
    ada = people.one("ada")
    ada.remove("/users/me")
    ada.remove("/users/me")


def test_deleting_without_a_profile(people: People) -> None:
    people.account("ada").remove("/users/me")


@pytest.mark.parametrize("first", ["identity", "profile"])
@pytest.mark.own_accounts("is about the embedded accounts")
def test_delete_user_of_the_identity_before_or_after(people: People, first: str) -> None:
    ada, grace, _, post, grace_post = settle(people)
    steps = {
        "identity": lambda: ada.accounts.aws.delete_user(AccessToken=ada.tokens.access),
        "profile": lambda: ada.remove("/users/me"),
    }
    steps.pop(first)()
    steps.popitem()[1]()
    eventually(lambda: gone_from_posts(grace, post, grace_post), 1, "everything is gone")
    assert grace.read("/users/me")["numberOfFriends"] == 0


def test_a_deleted_person_can_do_nothing_with_the_old_token(people: People) -> None:
    ada, grace, _, post, grace_post = settle(people)
    ada.remove("/users/me")
    eventually(lambda: gone_from_posts(grace, post, grace_post), 2, "everything is gone")
    assert ada.post("/users/me", {"firstName": "Un", "lastName": "Dead"}).status_code in (401, 403, 404)
    assert ada.post("/posts", {"title": "From", "content": "beyond"}).status_code in (401, 403, 404)
    expect(ada.post(f"/posts/{grace_post['postId']}/likes"), 401, 403, 404)
    expect(ada.post("/users/requests", params={"targetUserId": grace.id}), 401, 403, 404)
    expect_problem(grace.post("/users/requests", params={"targetUserId": ada.id}), 404)
    expect_problem(grace.post(f"/users/me/blocks/{ada.id}"), 404)


def test_the_address_can_sign_up_again_as_somebody_new(people: People) -> None:
    ada, *_ = settle(people)
    old = ada.id
    ada.remove("/users/me")
    again = Person(ada.deployment, ada.accounts, "ada", ada.email).sign_up()
    assert again.id != old
    expect(again.get("/users/me"), 204)
    again.set_profile()
    assert again.read("/users/me/friends") == []
    assert again.read("/posts/users/me/posts") == []
    again.write()


def test_comments_of_others_on_its_posts_are_gone_too(people: People) -> None:
    ada, grace, joan, post, _ = settle(people)
    ada.remove("/users/me")
    eventually(lambda: not joan.sees(post), 1, "the post is gone")
    for below in ("comments", "likes"):
        expect_problem(grace.get(f"/posts/{post['postId']}/{below}"), 404)


@pytest.fixture
def own(deploy: Deploy) -> Iterator[Deployment]:
    with deploy() as deployment:
        yield deployment


@pytest.mark.topology("split", "aws")
def test_a_post_service_that_is_down_hears_of_it_later(own: Deployment) -> None:
    ada, grace, _, post, grace_post = settle(People(own))
    own.post.kill()
    ada.remove("/users/me")
    own.start()
    within = own.catches_up_within
    eventually(lambda: gone_from_posts(grace, post, grace_post), within, "everything is gone")


def test_a_large_account_is_deleted_completely(people: People) -> None:
    """More friends, comments and likes than one transaction holds."""
    ada = people.one("ada")
    others = people.many(60)
    for other in others:
        other.befriend(ada)
    posts = [other.write() for other in others]
    await_sight(posts[-1], ada)
    for post in posts:
        expect(ada.post(f"/posts/{post['postId']}/likes"), 201)
        for content in ("one", "two"):
            ada.create(f"/posts/{post['postId']}/comments", {"content": content})
    ada.remove("/users/me")
    for other in others:
        assert other.read("/users/me")["numberOfFriends"] == 0

    def counts() -> set[tuple[int, int]]:
        read = [other.read(f"/posts/{post['postId']}") for other, post in zip(others, posts, strict=True)]
        return {(post["likeCount"], post["commentCount"]) for post in read}

    eventually(lambda: counts() == {(0, 0)}, 3, "no likes or comments are left")
