"""Defects of the earlier implementation, one test each, named after the defect."""

from __future__ import annotations

from support.checks import expect, expect_problem, user_ids
from support.concurrency import all_at_once
from support.deployment import Deployment
from support.people import PIECE, People, Person, await_sight
from support.waiting import eventually


def store_operations(server: Deployment) -> float:
    """Reads of the post service's store so far, from its metrics."""
    total = 0.0
    for line in server.http.get(server.post.url + "/metrics").text.splitlines():
        name = line.split("{")[0].split(" ")[0]
        if "store" in name and ("operations" in name or "reads" in name) and name.endswith("_total"):
            total += float(line.rsplit(" ", 1)[1])
    assert total, "no counter of store operations in /metrics"
    return total


def operations_of(server: Deployment, person: Person, path: str) -> float:
    """The least of some readings: events are relayed beside them."""

    def once() -> float:
        before = store_operations(server)
        person.read(path)
        return store_operations(server) - before

    return min(once() for _ in range(5))


def test_whole_table_scans_for_a_post_comments_users_search_and_one_per_friend_in_the_timeline(
    server: Deployment, people: People
) -> None:
    """The number of store operations does not grow with what others have."""
    ada, *others = people.friends("ada", *"bcd")
    viewer = others[0]
    post = ada.read("/posts/users/me/daily-post")
    paths = ("/posts/users/me/timeline", f"/posts/{post['postId']}", f"/posts/{post['postId']}/comments")
    for path in paths:
        viewer.read(path)
    few = [operations_of(server, viewer, path) for path in paths]
    for stranger in people.many(10):
        stranger.write()
    new = people.many(12)
    viewer.befriend(*new)
    for person in new:
        await_sight(person.write(), viewer)
    assert len(viewer.read("/posts/users/me/timeline")) == 13
    for path in paths:
        viewer.read(path)
    many = [operations_of(server, viewer, path) for path in paths]
    assert many == few


def test_lost_updates_in_like_and_comment_counts(people: People) -> None:
    ada, *friends = people.friends("ada", *"bcdefgh")
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    likes = [lambda p=person: expect(p.post(f"{path}/likes"), 201) for person in friends]
    comments = [
        lambda p=p: expect(p.post(f"{path}/comments", {"content": "x"}), 201)
        for p in friends
        for _ in range(9)
    ]
    all_at_once(likes + comments)
    post = ada.read(path)
    assert (post["likeCount"], post["commentCount"]) == (len(friends), 9 * len(friends))


def test_double_likes(friends: list[Person]) -> None:
    ada, grace = friends
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    all_at_once([lambda: grace.post(f"{path}/likes")] * 20)
    assert ada.read(path)["likeCount"] == 1
    assert len(ada.read(f"{path}/likes")) == 1


def test_edits_and_deletes_without_an_ownership_check(friends: list[Person]) -> None:
    ada, grace = friends
    post = ada.read("/posts/users/me/daily-post")
    path = f"/posts/{post['postId']}"
    comment = ada.create(f"{path}/comments", {"content": "mine"})
    job = ada.create("/users/me/jobs", {"jobTitle": "Analyst", "companyName": "Engines"})
    expect_problem(grace.put(path, PIECE), 403)
    expect_problem(grace.delete(path), 403)
    expect_problem(grace.delete(f"{path}/comments/{comment['commentId']}"), 403)
    expect_problem(grace.put(f"/users/me/jobs/{job['jobId']}", {"jobTitle": "X", "companyName": "Y"}), 404)
    grace.remove(f"/users/me/jobs/{job['jobId']}")
    assert ada.read("/users/me/jobs") == [job]
    assert ada.read(path) == {**post, "commentCount": 1}


def test_user_deletion_never_reached_the_post_service_and_left_friendships_comments_likes(
    people: People,
) -> None:
    ada, grace = people.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    path = f"/posts/{post['postId']}"
    expect(grace.post(f"{path}/likes"), 201)
    grace.create(f"{path}/comments", {"content": "Hm"})
    grace.remove("/users/me")
    assert ada.read("/users/me/friends") == []
    eventually(lambda: ada.read(path) == post, 1, "no likes, no comments")
    assert ada.read(f"{path}/likes") == ada.read(f"{path}/comments") == []


def test_two_posts_on_one_day_under_a_race(ada: Person) -> None:
    all_at_once([lambda: ada.post("/posts", PIECE)] * 60, 30)
    assert len(ada.read("/posts/users/me/posts")) == 1


def test_viewer_flags_computed_for_the_wrong_user(people: People) -> None:
    """isLiked and isPinned are the caller's, whoever reads the post."""
    ada, grace, joan = people.friends("ada", "grace", "joan")
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    expect(grace.post(f"{path}/likes"), 201)
    assert [person.read(path)["isLiked"] for person in (ada, grace, joan)] == [False, True, False]
    for viewer, liked in ((grace, True), (joan, False)):
        [listed] = viewer.read(f"/posts/users/{ada.id}/posts")
        [entry] = viewer.read("/posts/users/me/timeline")
        assert listed["isLiked"] is entry["post"]["isLiked"] is liked
    ada.create(f"/posts/users/me/pinned-posts/{path.rsplit('/', 1)[1]}")
    assert ada.read(path)["isPinned"] is True
    stranger = people.one("stranger")
    assert ada.relation_to(stranger) == "none"
    assert [p["isFriend"] for p in (joan.read(f"/users/{ada.id}"), stranger.read(f"/users/{ada.id}"))] == [
        True,
        False,
    ]


def test_cancel_checking_the_wrong_direction(ada: Person, grace: Person) -> None:
    ada.ask(grace)
    grace.remove(f"/users/requests/{ada.id}/cancel")
    assert user_ids(ada.read("/users/requests/outgoing")) == {grace.id}
    ada.remove(f"/users/requests/{grace.id}/cancel")
    assert ada.read("/users/requests/outgoing") == grace.read("/users/requests/incoming") == []


def test_friend_count_always_0(people: People) -> None:
    ada, *others = people("ada", "b", "c", "d")
    ada.befriend(*others)
    assert ada.read("/users/me")["numberOfFriends"] == 3
    assert others[0].read(f"/users/{ada.id}")["numberOfFriends"] == 3
    others[1].unfriend(ada)
    assert ada.read("/users/me")["numberOfFriends"] == 2


def test_no_paging_input_limits_or_security(server: Deployment, ada: Person) -> None:
    for number in range(3):
        ada.create("/users/me/jobs", {"jobTitle": f"{number}", "companyName": "E"})
    assert [len(page) for page in ada.pages("/users/me/jobs", 2)] == [2, 1]
    expect_problem(ada.post("/posts", {"title": "x" * 201, "content": "C"}), 422, "/title")
    expect_problem(server.call("GET", "/users"), 401)
