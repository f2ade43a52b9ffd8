"""Today's piece of each friend, newest first."""

from __future__ import annotations

from support.checks import POST, TIMELINE_ENTRY, USER, expect, expect_problem, expect_shape
from support.people import People, Person, await_sight
from support.waiting import eventually


def authors(viewer: Person) -> list[str]:
    return [entry["user"]["userId"] for entry in viewer.read("/posts/users/me/timeline")]


def test_entries_are_a_post_and_its_author(friends: list[Person]) -> None:
    ada, grace = friends
    [entry] = grace.read("/posts/users/me/timeline")
    expect_shape(entry, TIMELINE_ENTRY)
    assert expect_shape(entry["post"], POST) == ada.read("/posts/users/me/daily-post")
    assert expect_shape(entry["user"], USER) == {"userId": ada.id, "firstName": "Ada", "lastName": "Tester"}


def test_only_friends_and_never_oneself(people: People, friends: list[Person]) -> None:
    ada, grace = friends
    stranger = people.one("stranger")
    stranger.write()
    grace.write()
    assert authors(grace) == [ada.id]
    assert authors(ada) == [grace.id]
    assert authors(stranger) == []


def test_newest_first(people: People) -> None:
    ada, *others = people("ada", "b", "c", "d", "e")
    ada.befriend(*others)
    posts = [person.write() for person in others]
    for post in posts:
        await_sight(post, ada)
    assert authors(ada) == [person.id for person in reversed(others)]
    stamps = [entry["post"]["timestamp"] for entry in ada.read("/posts/users/me/timeline")]
    assert stamps == sorted(stamps, reverse=True)


def test_it_pages_to_the_end(people: People) -> None:
    ada, *others = people("ada", *"bcdefgh")
    ada.befriend(*others)
    posts = [person.write() for person in others]
    for post in posts:
        await_sight(post, ada)
    pages = ada.pages("/posts/users/me/timeline", 3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [entry["user"]["userId"] for page in pages for entry in page] == [p.id for p in reversed(others)]
    expect_problem(ada.get("/posts/users/me/timeline", params={"cursor": "nonsense!"}), 422, "?cursor")


def test_flags_and_counts_are_the_viewers(people: People) -> None:
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post_id = ada.read("/posts/users/me/daily-post")["postId"]
    expect(grace.post(f"/posts/{post_id}/likes"), 201)
    ada.create(f"/posts/users/me/pinned-posts/{post_id}")
    for viewer, liked in ((grace, True), (joan, False)):
        [entry] = viewer.read("/posts/users/me/timeline")
        assert (entry["post"]["isLiked"], entry["post"]["likeCount"]) == (liked, 1)
    assert ada.read(f"/posts/{post_id}")["isLiked"] is False


def test_a_deleted_post_is_gone_at_once(friends: list[Person]) -> None:
    ada, grace = friends
    ada.remove(f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}")
    assert authors(grace) == []


def test_unfriending_empties_it_both_ways(friends: list[Person]) -> None:
    ada, grace = friends
    grace.write()
    grace.unfriend(ada)
    eventually(lambda: authors(ada) == authors(grace) == [], what="both timelines are empty")


def test_a_long_timeline_is_complete(people: People) -> None:
    """More friends than one page, one batch or one transaction holds."""
    ada = people.one("ada")
    others = people.many(105)
    for other in others:
        other.befriend(ada)
    for other in others:
        other.write()
    eventually(
        lambda: len([e for page in ada.pages("/posts/users/me/timeline", 100) for e in page]) == 105,
        5,
        "105 entries",
    )
    listed = [
        entry["user"]["userId"] for page in ada.pages("/posts/users/me/timeline", 100) for entry in page
    ]
    assert listed == [other.id for other in reversed(others)]
    assert len(ada.read("/posts/users/me/timeline")) == 50
