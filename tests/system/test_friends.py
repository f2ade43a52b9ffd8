"""Friend requests, friendships, mutual friends and suggestions."""

from __future__ import annotations

from support.checks import COUNTED_USER_INFO, USER_INFO, expect, expect_problem, expect_shape, user_ids
from support.people import People, Person


def relations(one: Person, other: Person) -> tuple[str, str]:
    return one.relation_to(other), other.relation_to(one)


def counts(*people: Person) -> list[int]:
    return [person.read("/users/me")["numberOfFriends"] for person in people]


def test_from_request_to_friendship_to_none(ada: Person, grace: Person) -> None:
    assert relations(ada, grace) == ("none", "none")
    expect(ada.post("/users/requests", params={"targetUserId": grace.id}), 201)
    assert relations(ada, grace) == ("outgoing", "incoming")
    [outgoing] = ada.read("/users/requests/outgoing")
    [incoming] = grace.read("/users/requests/incoming")
    assert expect_shape(outgoing, USER_INFO)["userId"] == grace.id
    assert expect_shape(incoming, USER_INFO)["userId"] == ada.id
    assert (outgoing["relation"], incoming["relation"]) == ("outgoing", "incoming")
    assert ada.read("/users/requests/incoming") == grace.read("/users/requests/outgoing") == []

    expect(grace.post(f"/users/requests/{ada.id}/accept"), 200, 201, 204)
    assert relations(ada, grace) == ("friend", "friend")
    assert counts(ada, grace) == [1, 1]
    [friend] = ada.read("/users/me/friends")
    assert expect_shape(friend, USER_INFO)["userId"] == grace.id
    assert friend["isFriend"] is True
    assert friend["relation"] == "friend"
    assert user_ids(ada.read(f"/users/{grace.id}/friends")) == {ada.id}
    assert ada.read("/users/requests/outgoing") == grace.read("/users/requests/incoming") == []

    ada.unfriend(grace)
    assert relations(ada, grace) == ("none", "none")
    assert counts(ada, grace) == [0, 0]
    assert ada.read("/users/me/friends") == grace.read("/users/me/friends") == []
    ada.unfriend(grace)
    assert counts(ada, grace) == [0, 0]


def test_two_who_ask_each_other_become_friends(ada: Person, grace: Person) -> None:
    ada.ask(grace)
    grace.ask(ada)
    assert relations(ada, grace) == ("friend", "friend")
    assert counts(ada, grace) == [1, 1]
    for person in (ada, grace):
        assert person.read("/users/requests/incoming") == person.read("/users/requests/outgoing") == []


def test_declining_is_the_receivers(ada: Person, grace: Person) -> None:
    ada.ask(grace)
    ada.remove(f"/users/requests/{grace.id}/decline")
    assert relations(ada, grace) == ("outgoing", "incoming"), "the sender cannot decline"
    grace.remove(f"/users/requests/{ada.id}/decline")
    assert relations(ada, grace) == ("none", "none")
    grace.remove(f"/users/requests/{ada.id}/decline")
    ada.ask(grace)
    assert relations(ada, grace) == ("outgoing", "incoming"), "one may ask again"


def test_cancelling_is_the_senders(ada: Person, grace: Person) -> None:
    ada.ask(grace)
    grace.remove(f"/users/requests/{ada.id}/cancel")
    assert relations(ada, grace) == ("outgoing", "incoming"), "the receiver cannot cancel"
    ada.remove(f"/users/requests/{grace.id}/cancel")
    assert relations(ada, grace) == ("none", "none")
    ada.remove(f"/users/requests/{grace.id}/cancel")


def test_only_the_receiver_can_accept(ada: Person, grace: Person, stranger: Person) -> None:
    ada.ask(grace)
    expect_problem(ada.post(f"/users/requests/{grace.id}/accept"), 404)
    expect_problem(stranger.post(f"/users/requests/{ada.id}/accept"), 404)
    assert relations(ada, grace) == ("outgoing", "incoming")


def test_accepting_nothing_is_404(ada: Person, grace: Person) -> None:
    for sender in (grace.id, "nobody", "x" * 129, ada.id):
        expect_problem(ada.post(f"/users/requests/{sender}/accept"), 404)
    assert counts(ada, grace) == [0, 0]


def test_requests_that_conflict_are_409_with_their_reason(ada: Person, grace: Person) -> None:
    def reason(target: Person) -> str:
        return expect_problem(ada.post("/users/requests", params={"targetUserId": target.id}), 409)["type"]

    to_oneself = reason(ada)
    ada.ask(grace)
    twice = reason(grace)
    grace.accept(ada)
    to_a_friend = reason(grace)
    assert len({to_oneself, twice, to_a_friend}) == 3
    assert counts(ada, grace) == [1, 1]


def test_requests_to_nobody(ada: Person) -> None:
    expect_problem(ada.post("/users/requests", params={"targetUserId": "nobody"}), 404)
    expect_problem(ada.post("/users/requests"), 422, "?targetUserId")
    expect_problem(ada.post("/users/requests", params={"targetUserId": ""}), 422, "?targetUserId")
    expect(ada.post("/users/requests", params={"targetUserId": "x" * 129}), 404, 422)


def test_a_call_that_takes_no_body_ignores_content_type(ada: Person, grace: Person) -> None:
    headers = {"Content-Type": "text/plain; charset=latin-1"}
    expect(
        ada.post("/users/requests", params={"targetUserId": grace.id}, headers=headers, content=b"hello"), 201
    )
    expect(grace.post(f"/users/requests/{ada.id}/accept", headers=headers, content=b"{"), 200, 201, 204)
    expect(ada.call("DELETE", f"/users/me/friends/{grace.id}/remove", headers=headers), 204)


def test_mutual_friends(people: People) -> None:
    ada, grace, joan, mary = people("ada", "grace", "joan", "mary")
    ada.befriend(joan, mary)
    grace.befriend(joan)
    [mutual] = ada.read(f"/users/{grace.id}/friends/mutual")
    assert expect_shape(mutual, COUNTED_USER_INFO)["userId"] == joan.id
    assert user_ids(grace.read(f"/users/{ada.id}/friends/mutual")) == {joan.id}
    assert mary.read(f"/users/{joan.id}/friends/mutual")[0]["userId"] == ada.id


def test_suggestions_are_friends_of_friends_with_their_number(people: People) -> None:
    ada, joan, mary, grace, rosa, lone = people("ada", "joan", "mary", "grace", "rosa", "lone")
    ada.befriend(joan, mary)
    grace.befriend(joan, mary)
    rosa.befriend(joan)
    suggestions = ada.read("/users/me/suggestions")
    for entry in suggestions:
        expect_shape(entry, COUNTED_USER_INFO)
    assert [(entry["userId"], entry["mutualFriends"]) for entry in suggestions] == [
        (grace.id, 2),
        (rosa.id, 1),
    ]
    assert lone.read("/users/me/suggestions") == []
    ada.befriend(grace)
    assert user_ids(ada.read("/users/me/suggestions")) == {rosa.id}


def test_suggestions_leave_out_blocked_people(people: People) -> None:
    ada, joan, grace, rosa = people("ada", "joan", "grace", "rosa")
    joan.befriend(ada, grace, rosa)
    grace.block(ada)
    ada.block(rosa)
    assert ada.read("/users/me/suggestions") == []
    assert grace.read(f"/users/{joan.id}/friends/mutual") is not None
    assert user_ids(grace.read(f"/users/{joan.id}/friends")) == {grace.id, rosa.id}


def test_friend_lists_page_to_the_end(people: People, ada: Person) -> None:
    others = people.many(7)
    ada.befriend(*others)
    pages = ada.pages("/users/me/friends", 3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert user_ids([entry for page in pages for entry in page]) == {other.id for other in others}
    asked = people.many(5)
    for other in asked:
        ada.ask(other)
    assert [len(page) for page in ada.pages("/users/requests/outgoing", 2)] == [2, 2, 1]


def test_incoming_requests_page_to_the_end(people: People, ada: Person) -> None:
    others = people.many(5)
    for other in others:
        other.ask(ada)
    pages = ada.pages("/users/requests/incoming", 2)
    assert user_ids([entry for page in pages for entry in page]) == {other.id for other in others}
