"""Many at the same moment: exactly one wins, and every count is exact."""

from __future__ import annotations

from collections import Counter

import pytest

from support.checks import expect
from support.concurrency import all_at_once
from support.deployment import Deployment
from support.people import PIECE, People, Person


def statuses(answers: list) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_200_posts_on_one_day_make_exactly_one(ada: Person) -> None:
    answers = all_at_once(
        [lambda n=n: ada.post("/posts", {**PIECE, "title": f"Try {n}"}) for n in range(200)], 100
    )
    assert statuses(answers) == {201: 1, 409: 199}
    [post] = ada.read("/posts/users/me/posts")
    [winner] = [answer.json() for answer in answers if answer.status_code == 201]
    assert post == winner
    for answer in answers:
        if answer.status_code == 409:
            assert post["postId"] in answer.json().values()


def test_one_idempotency_key_at_once_makes_one_post(ada: Person) -> None:
    headers = {"Idempotency-Key": "race"}
    answers = all_at_once([lambda: ada.post("/posts", PIECE, headers=headers) for _ in range(40)])
    assert set(statuses(answers)) <= {200, 201}
    assert len({answer.json()["postId"] for answer in answers}) == 1


@pytest.fixture(scope="module")
def crowd(people: People) -> list[Person]:
    """The first has posted; the others are friends who see it."""
    return people.friends("ada", *(f"friend{number}" for number in range(25)))


def test_500_likes_and_unlikes_leave_an_exact_count(crowd: list[Person]) -> None:
    ada, *friends = crowd
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    calls = []
    for number in range(500):
        person = friends[number % len(friends)]
        method = "POST" if (number // len(friends)) % 2 == 0 else "DELETE"
        calls.append(lambda p=person, m=method: p.call(m, f"{path}/likes"))
    assert set(statuses(all_at_once(calls))) <= {200, 201, 204}
    likers = {user["userId"] for page in ada.pages(f"{path}/likes", 100) for user in page}
    assert ada.read(path)["likeCount"] == len(likers)
    for friend in friends:
        assert friend.read(path)["isLiked"] is (friend.id in likers)
    all_at_once([lambda p=person: p.post(f"{path}/likes") for person in friends for _ in range(8)])
    assert ada.read(path)["likeCount"] == len(friends)
    all_at_once([lambda p=person: p.delete(f"{path}/likes") for person in friends for _ in range(8)])
    assert ada.read(path)["likeCount"] == 0


def test_one_who_likes_at_once_counts_once(crowd: list[Person]) -> None:
    ada, grace, *_ = crowd
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    answers = all_at_once([lambda: grace.post(f"{path}/likes") for _ in range(50)])
    assert statuses(answers)[201] == 1
    assert ada.read(path)["likeCount"] == 1
    answers = all_at_once([lambda: grace.delete(f"{path}/likes") for _ in range(50)])
    assert statuses(answers) == {204: 50}
    assert ada.read(path)["likeCount"] == 0


def test_500_comments_and_deletions_leave_an_exact_count(crowd: list[Person]) -> None:
    ada, *friends = crowd
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"

    def comment(number: int) -> str | None:
        person = friends[number % len(friends)]
        made = expect(person.post(f"{path}/comments", {"content": f"Number {number}"}), 201).json()
        if number % 3:
            return made["commentId"]
        remover = person if number % 2 else ada
        expect(remover.delete(f"{path}/comments/{made['commentId']}"), 204)
        return None

    kept = {made for made in all_at_once([lambda n=n: comment(n) for n in range(500)]) if made}
    listed = [entry["comment"]["commentId"] for page in ada.pages(f"{path}/comments", 100) for entry in page]
    assert len(listed) == len(set(listed))
    assert set(listed) == kept
    assert ada.read(path)["commentCount"] == len(kept)


def test_one_comment_deleted_at_once_counts_once(crowd: list[Person]) -> None:
    ada, grace, *_ = crowd
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    before = ada.read(path)["commentCount"]
    comment = grace.create(f"{path}/comments", {"content": "Hm"})["commentId"]
    answers = all_at_once(
        [lambda p=p: p.delete(f"{path}/comments/{comment}") for p in (ada, grace) for _ in range(20)]
    )
    assert statuses(answers) == {204: 1, 404: 39}
    assert ada.read(path)["commentCount"] == before


def test_likes_race_the_deletion_of_the_post(people: People) -> None:
    ada, *friends = people.friends("ada", *"bcdef")
    path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
    calls = [lambda p=p: p.post(f"{path}/likes") for p in friends for _ in range(4)]
    calls[10:10] = [lambda: ada.delete(path)]
    answers = all_at_once(calls)
    assert set(statuses(answers)) <= {200, 201, 204, 404}
    for person in (ada, *friends):
        expect(person.get(path), 404)
        expect(person.get(f"{path}/likes"), 404)
    second = ada.write()
    assert second["likeCount"] == 0


def test_crossing_requests_make_one_friendship(people: People) -> None:
    for _ in range(10):
        ada, grace = people("ada", "grace")
        calls = [
            lambda a=a, b=b: a.post("/users/requests", params={"targetUserId": b.id})
            for a, b in ((ada, grace), (grace, ada)) * 10
        ]
        assert set(statuses(all_at_once(calls))) <= {200, 201, 409}
        for person in (ada, grace):
            assert person.read("/users/me")["numberOfFriends"] == 1
            assert len(person.read("/users/me/friends")) == 1
            assert person.read("/users/requests/incoming") == person.read("/users/requests/outgoing") == []


def test_accepting_races_cancelling(people: People) -> None:
    for _ in range(10):
        ada, grace = people("ada", "grace")
        ada.ask(grace)
        accepted, cancelled = all_at_once(
            [
                lambda g=grace, a=ada: g.post(f"/users/requests/{a.id}/accept"),
                lambda g=grace, a=ada: a.delete(f"/users/requests/{g.id}/cancel"),
            ]
        )
        assert cancelled.status_code == 204
        friends = accepted.status_code < 300
        assert accepted.status_code < 300 or accepted.status_code == 404
        for person in (ada, grace):
            assert person.read("/users/me")["numberOfFriends"] == int(friends)
        assert ada.relation_to(grace) == grace.relation_to(ada) == ("friend" if friends else "none")


def test_unfriending_and_blocking_at_once_count_once(people: People) -> None:
    for _ in range(5):
        ada, grace, joan = people("ada", "grace", "joan")
        ada.befriend(grace, joan)
        all_at_once(
            [lambda a=ada, g=grace: a.delete(f"/users/me/friends/{g.id}/remove")] * 5
            + [lambda a=ada, g=grace: g.delete(f"/users/me/friends/{a.id}/remove")] * 5
            + [lambda a=ada, g=grace: g.post(f"/users/me/blocks/{a.id}")] * 5
        )
        assert ada.read("/users/me")["numberOfFriends"] == 1
        assert grace.read("/users/me")["numberOfFriends"] == 0


def test_many_befriend_one_person_at_once(people: People) -> None:
    ada = people.one("ada")
    others = people.many(20)
    for other in others:
        other.ask(ada)
    answers = all_at_once([lambda o=o: ada.post(f"/users/requests/{o.id}/accept") for o in others])
    assert all(answer.status_code < 300 for answer in answers), statuses(answers)
    assert ada.read("/users/me")["numberOfFriends"] == 20
    assert len(ada.read("/users/me/friends")) == 20


@pytest.mark.own_accounts("the emulator lets an e-mail be the alias of many")
def test_two_sign_ups_with_one_address_make_one_account(people: People, server: Deployment) -> None:
    accounts = people.accounts

    def sign_up() -> str:
        try:
            return accounts.sign_up("race.sign.up@example.org")["UserSub"]
        except accounts.errors.UsernameExistsException:
            return ""

    made = [sub for sub in all_at_once([sign_up] * 16) if sub]
    assert len(made) == 1


def test_creating_one_profile_at_once(people: People) -> None:
    ada = people.account("ada")
    body = {"firstName": "Ada", "lastName": "Lovelace"}
    answers = all_at_once([lambda: ada.post("/users/me", body) for _ in range(20)])
    assert statuses(answers)[201] == 1
    assert set(statuses(answers)) == {200, 201}


def test_a_job_with_one_id_at_once_is_one_job(ada: Person) -> None:
    body = {"jobId": "race", "jobTitle": "Analyst", "companyName": "Engines"}
    answers = all_at_once([lambda: ada.post("/users/me/jobs", body) for _ in range(20)])
    assert set(statuses(answers)) <= {200, 201}
    assert len(ada.read("/users/me/jobs")) == 1


def test_six_pins_at_once_stay_bounded(ada: Person) -> None:
    post_id = ada.write()["postId"]
    answers = all_at_once([lambda: ada.post(f"/posts/users/me/pinned-posts/{post_id}") for _ in range(20)])
    assert set(statuses(answers)) <= {200, 201}
    assert len(ada.read("/posts/users/me/pinned-posts")) == 1


def test_edits_with_if_match_lose_no_update(ada: Person) -> None:
    """Of the writers that read the same state, one wins; the others are told."""
    tag = ada.get("/users/me").headers["etag"]
    answers = all_at_once(
        [
            lambda n=n: ada.put(
                "/users/me", {"firstName": "Ada", "lastName": f"Writer {n}"}, headers={"If-Match": tag}
            )
            for n in range(20)
        ]
    )
    assert statuses(answers) == {200: 1, 412: 19}
    [winner] = [answer.json()["lastName"] for answer in answers if answer.status_code == 200]
    assert ada.read("/users/me")["lastName"] == winner
