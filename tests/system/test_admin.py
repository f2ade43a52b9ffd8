"""Administration of accounts: over HTTP by administrators, and who is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.people import People, Person, await_sight
from support.waiting import eventually

ACCOUNTS = "/users/admin/accounts"


@pytest.fixture(scope="module")
def own(deploy_for_module: Deploy) -> Iterator[Deployment]:
    """Its clock may move forward: signing in again is part of the tests."""
    with deploy_for_module() as deployment:
        yield deployment


@pytest.fixture
def people(own: Deployment) -> People:
    return People(own)


@pytest.fixture
def admin(people: People) -> Person:
    return people.administrator()


def find(admin: Person, email: str) -> dict:
    [account] = [entry for entry in admin.read(ACCOUNTS, params={"query": email}) if email in entry.values()]
    return account


def test_listing_and_searching_accounts(people: People, admin: Person) -> None:
    ada = people.account("ada")
    account = find(admin, ada.email)
    assert ada.id in account.values()
    assert "password" not in str(account).lower()
    assert admin.read(ACCOUNTS, params={"query": "no-such-account-anywhere"}) == []
    people.many(3)
    pages = admin.pages(ACCOUNTS, 2)
    assert all(len(page) <= 2 for page in pages)
    assert any(ada.id in entry.values() for page in pages for entry in page)


def test_disabling_and_enabling(own: Deployment, people: People, admin: Person) -> None:
    ada, grace = people.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    grace_post = grace.write()
    ada.create(f"/posts/{grace_post['postId']}/comments", {"content": "Hm"})
    expect(admin.post(f"{ACCOUNTS}/{ada.id}/disable"), 200, 204)
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.sign_in(ada.email)
    own.clock.advance(60)
    eventually(lambda: ada.get("/users/me").status_code == 401, 5, "the token is refused within a minute")
    eventually(lambda: ada.get("/posts/users/me/timeline").status_code == 401, 5, "by both services")
    expect_problem(grace.get(f"/users/{ada.id}"), 404)
    assert ada.id not in [entry["userId"] for entry in grace.read("/users/me/friends")]
    await_sight(post, grace, seen=False)
    eventually(lambda: grace.read("/posts/users/me/timeline") == [], what="its content is hidden")
    eventually(
        lambda: grace.read(f"/posts/{grace_post['postId']}/comments") == [], what="its comments are hidden"
    )

    expect(admin.post(f"{ACCOUNTS}/{ada.id}/enable"), 200, 204)
    ada.sign_in()
    eventually(lambda: ada.get("/users/me").status_code == 200, 5, "it is back")
    await_sight(post, grace)
    assert grace.relation_to(ada) == "friend"


def test_signing_somebody_out(people: People, admin: Person) -> None:
    ada = people.one("ada")
    expect(admin.post(f"{ACCOUNTS}/{ada.id}/sign-out"), 200, 204)
    with pytest.raises(ada.accounts.errors.NotAuthorizedException):
        ada.accounts.refresh(ada.tokens.refresh)
    ada.sign_in()


def test_groups(people: People, admin: Person) -> None:
    ada = people.one("ada")
    expect_problem(ada.get(ACCOUNTS), 403)
    for _ in range(2):
        expect(admin.put(f"{ACCOUNTS}/{ada.id}/groups/admin"), 200, 204)
    ada.sign_in()
    expect(ada.get(ACCOUNTS), 200)
    for _ in range(2):
        expect(admin.delete(f"{ACCOUNTS}/{ada.id}/groups/admin"), 204)
    ada.sign_in()
    expect_problem(ada.get(ACCOUNTS), 403)


def test_unknown_accounts_are_404(admin: Person) -> None:
    for unknown in ("nobody", "x" * 129):
        for action in ("disable", "enable", "sign-out"):
            expect_problem(admin.post(f"{ACCOUNTS}/{unknown}/{action}"), 404)
        expect_problem(admin.put(f"{ACCOUNTS}/{unknown}/groups/admin"), 404)


def test_a_claim_in_a_body_makes_nobody_an_administrator(people: People) -> None:
    ada = people.one("ada")
    ada.set_profile(**{"groups": ["admin"], "cognito:groups": ["admin"], "isAdmin": True})
    expect_problem(ada.sign_in().get(ACCOUNTS), 403)


@pytest.mark.own_accounts("the emulator takes attributes that the pool lacks")
def test_sign_up_attributes_cannot_grant_groups(people: People) -> None:
    ada = people.account("ada")
    pair = {"Name": "cognito:groups", "Value": "admin"}
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.aws.update_user_attributes(AccessToken=ada.tokens.access, UserAttributes=[pair])
    expect_problem(ada.sign_in().get(ACCOUNTS), 403)
