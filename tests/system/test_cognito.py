"""People whose accounts move into a pool of Cognito keep their ids, and so all that is theirs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from support import settings
from support.accounts import Tokens
from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person, moved
from support.waiting import eventually

pytestmark = [
    pytest.mark.topology("aws"),
    pytest.mark.own_accounts("begins with the accounts of an instance"),
]

PASSWORD = "Another-horse-2"
# What MiniStack mails, without sending it, to those who forgot their password.
CODE = "654321"


@dataclass
class Pool:
    aws: Any
    id: str
    client: str
    endpoint: str

    def environment(self) -> dict[str, str]:
        return settings.on_pool(self.endpoint, self.id, self.client)

    def sign_in(self, name: str) -> Tokens:
        answer = self.aws.initiate_auth(
            ClientId=self.client,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD},
        )
        return Tokens.of(answer["AuthenticationResult"])

    def choose_password(self, email: str) -> None:
        self.aws.forgot_password(ClientId=self.client, Username=email)
        self.aws.confirm_forgot_password(
            ClientId=self.client, Username=email, ConfirmationCode=CODE, Password=PASSWORD
        )

    def names(self) -> set[str]:
        return {user["Username"] for user in self.aws.list_users(UserPoolId=self.id)["Users"]}


@pytest.fixture
def pool() -> Iterator[Pool]:
    endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
    aws = boto3.client("cognito-idp", endpoint_url=endpoint, region_name="us-east-1")
    made = aws.create_user_pool(PoolName="dailygrind-test", AliasAttributes=["email"])["UserPool"]["Id"]
    client = aws.create_user_pool_client(
        UserPoolId=made,
        ClientName="web",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    yield Pool(aws, made, client["UserPoolClient"]["ClientId"], endpoint)
    aws.delete_user_pool(UserPoolId=made)


def at_pool(person: Person, server: Deployment, pool: Pool) -> Person:
    there = moved(person, server)
    pool.choose_password(person.email)
    there.tokens = pool.sign_in(person.email)
    return there


def view(person: Person) -> list[object]:
    paths = ("/users/me/details", "/users/me/friends", "/posts/users/me/posts", "/posts/users/me/timeline")
    return [person.read(path) for path in paths]


def test_everyone_keeps_what_is_theirs(deploy: Deploy, pool: Pool) -> None:
    with deploy() as server:
        ada, grace, mary = People(server).friends("ada", "grace", "mary")
        server.cli("admin", "add-to-group", ada.email, "admin")
        server.cli("admin", "disable", mary.email)
        eventually(lambda: mary.get("/users/me").status_code == 401, 10, "mary is shut out")
        before = view(grace)
        copied = server.cli("admin", "copy-to-pool", pool.id, "--trust-emails")
        assert copied.stdout == "3 copied, 0 were there, 0 unconfirmed sign-ups were left out\n"
    assert pool.names() == {ada.id, grace.id, mary.id}
    with pytest.raises(pool.aws.exceptions.NotAuthorizedException):
        pool.sign_in(grace.email)  # the old password went with the old accounts

    with deploy(data=server.data, environment=server.environment | pool.environment()) as cloud:
        there = at_pool(grace, cloud, pool)
        assert view(there) == before
        for token in (there.tokens.access, there.tokens.id):
            there.tokens.access = token
            assert there.read("/users/me")["userId"] == grace.id

        root = at_pool(ada, cloud, pool)
        listed = root.read("/users/admin/accounts")
        assert {account["userId"]: account["enabled"] for account in listed} == {
            ada.id: True,
            grace.id: True,
            mary.id: False,
        }

        # The command line administers those of the pool then.
        found = cloud.cli("admin", "list", "--query", mary.email).stdout
        assert mary.id in found
        assert "disabled" in found
        cloud.cli("admin", "remove-from-group", ada.email, "admin")
        expect(at_pool(ada, cloud, pool).get("/users/admin/accounts"), 403)
        refused = cloud.cli("admin", "token", ada.email, code=1)
        assert "Cognito" in refused.stderr
        refused = cloud.cli("admin", "invite", code=1)
        assert "do that there" in refused.stderr

        # Again changes nothing, not even the password that grace has chosen.
        again = server.cli("admin", "copy-to-pool", pool.id, "--trust-emails")
        assert again.stdout.startswith("0 copied, 3 were there,")
        assert pool.sign_in(grace.email).access

        # The end of an account is its end in the pool, too.
        expect(there.delete("/users/me"), 204)
        eventually(lambda: grace.id not in pool.names(), 10, "her account is removed")


def test_an_account_that_was_made_in_part_is_made_anew(deploy: Deploy, pool: Pool) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        attributes = [{"Name": "email", "Value": ada.email}, {"Name": "email_verified", "Value": "true"}]
        pool.aws.admin_create_user(
            UserPoolId=pool.id, Username=ada.id, MessageAction="SUPPRESS", UserAttributes=attributes
        )
        copied = server.cli("admin", "copy-to-pool", pool.id, "--trust-emails")
        assert copied.stdout.startswith("1 copied, 0 were there,")
    pool.choose_password(ada.email)
    assert pool.sign_in(ada.email).access


def test_a_pool_where_ids_cannot_be_kept_is_refused(deploy: Deploy, pool: Pool) -> None:
    other = pool.aws.create_user_pool(PoolName="dailygrind-test", UsernameAttributes=["email"])
    with deploy() as server:
        People(server).one("ada")
        refused = server.cli("admin", "copy-to-pool", other["UserPool"]["Id"], code=1)
        assert "does not have e-mail as an alias" in refused.stderr
        assert server.cli("admin", "copy-to-pool", "us-east-1_Nobody000", code=1).stderr
    pool.aws.delete_user_pool(UserPoolId=other["UserPool"]["Id"])
