"""Who may sign up, mail, throttled attempts, and what time does to tokens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support import settings
from support.accounts import PASSWORD, Accounts, Tokens
from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.mail import Mailbox
from support.people import People, Person
from support.waiting import eventually

pytestmark = pytest.mark.own_accounts("is about the embedded accounts")


def accounts_of(deployment: Deployment) -> Accounts:
    return Accounts(deployment.user.url, deployment.call("GET", "/config.json").json())


# With mail.


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def mailing(deploy_for_module: Deploy, mailbox: Mailbox) -> Iterator[Accounts]:
    with deploy_for_module(*settings.smtp(mailbox.port)) as deployment:
        yield accounts_of(deployment)


def test_a_sign_up_is_confirmed_by_mail(mailing: Accounts, mailbox: Mailbox) -> None:
    email = "confirm@example.org"
    assert mailing.sign_up(email)["UserConfirmed"] is False
    with pytest.raises(mailing.errors.UserNotConfirmedException):
        mailing.sign_in(email)
    code = mailbox.code_for(email)
    confirm = {"ClientId": mailing.client_id, "Username": email}
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    with pytest.raises(mailing.errors.CodeMismatchException):
        mailing.aws.confirm_sign_up(**confirm, ConfirmationCode=wrong)
    mailing.aws.confirm_sign_up(**confirm, ConfirmationCode=code)
    assert mailing.sign_in(email).access
    with pytest.raises(mailing.aws.exceptions.ClientError):
        mailing.aws.confirm_sign_up(**confirm, ConfirmationCode=code)


def test_a_code_can_be_sent_again(mailing: Accounts, mailbox: Mailbox) -> None:
    email = "resend@example.org"
    mailing.sign_up(email)
    mailbox.code_for(email)
    answer = mailing.aws.resend_confirmation_code(ClientId=mailing.client_id, Username=email)
    assert answer["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
    assert email not in answer["CodeDeliveryDetails"]["Destination"], "the address is masked"
    code = mailbox.code_for(email, after=1)
    mailing.aws.confirm_sign_up(ClientId=mailing.client_id, Username=email, ConfirmationCode=code)
    assert mailing.sign_in(email).access


def confirmed(mailing: Accounts, mailbox: Mailbox, email: str) -> Tokens:
    mailing.sign_up(email)
    code = mailbox.code_for(email)
    mailing.aws.confirm_sign_up(ClientId=mailing.client_id, Username=email, ConfirmationCode=code)
    return mailing.sign_in(email)


def test_a_forgotten_password_is_reset_by_mail(mailing: Accounts, mailbox: Mailbox) -> None:
    email = "forgot@example.org"
    old = confirmed(mailing, mailbox, email)
    mailing.aws.forgot_password(ClientId=mailing.client_id, Username=email)
    code = mailbox.code_for(email, after=1)
    reset = {"ClientId": mailing.client_id, "Username": email, "Password": "Another-horse-2"}
    with pytest.raises(mailing.errors.CodeMismatchException):
        mailing.aws.confirm_forgot_password(**reset, ConfirmationCode=f"{(int(code) + 1) % 1_000_000:06}")
    with pytest.raises((mailing.errors.InvalidPasswordException, mailing.errors.InvalidParameterException)):
        mailing.aws.confirm_forgot_password(**{**reset, "Password": "weak"}, ConfirmationCode=code)
    mailing.aws.confirm_forgot_password(**reset, ConfirmationCode=code)
    assert mailing.sign_in(email, "Another-horse-2").access
    with pytest.raises(mailing.errors.NotAuthorizedException):
        mailing.sign_in(email)
    with pytest.raises(mailing.errors.NotAuthorizedException):
        mailing.refresh(old.refresh)
    with pytest.raises(mailing.aws.exceptions.ClientError):
        mailing.aws.confirm_forgot_password(**reset, ConfirmationCode=code)


def test_codes_cannot_be_guessed(mailing: Accounts, mailbox: Mailbox) -> None:
    """After a handful of wrong codes even the right one is refused."""
    email = "guess@example.org"
    mailing.sign_up(email)
    code = mailbox.code_for(email)
    confirm = {"ClientId": mailing.client_id, "Username": email}
    codes = set()
    for step in range(1, 30):
        with pytest.raises(mailing.aws.exceptions.ClientError) as refusal:
            mailing.aws.confirm_sign_up(**confirm, ConfirmationCode=f"{(int(code) + step) % 1_000_000:06}")
        codes.add(refusal.value.response["Error"]["Code"])
    assert codes - {"CodeMismatchException"}, "thirty guesses were all answered"
    with pytest.raises(mailing.aws.exceptions.ClientError):
        mailing.aws.confirm_sign_up(**confirm, ConfirmationCode=code)


def test_a_new_address_counts_when_it_is_confirmed(mailing: Accounts, mailbox: Mailbox) -> None:
    """Until then one signs in with the old one."""
    tokens = confirmed(mailing, mailbox, "before@example.org")
    pair = {"Name": "email", "Value": "after@example.org"}
    mailing.aws.update_user_attributes(AccessToken=tokens.access, UserAttributes=[pair])
    mailbox.code_for("after@example.org")
    assert mailing.sign_in("before@example.org").access


# Sign-up modes.


def test_closed(deploy: Deploy) -> None:
    with deploy(*settings.sign_up("closed")) as server:
        accounts = accounts_of(server)
        with pytest.raises(accounts.errors.NotAuthorizedException):
            accounts.sign_up("somebody@example.org")


def test_listed_domains(deploy: Deploy) -> None:
    with deploy(*settings.sign_up("domains", "example.org", "Example.NET")) as server:
        accounts = accounts_of(server)
        accounts.sign_up("somebody@example.org")
        accounts.sign_up("somebody@EXAMPLE.net")
        for address in ("x@example.com", "x@sub.example.org", "x@example.org.evil.com", "x@evilexample.org"):
            with pytest.raises(accounts.aws.exceptions.ClientError):
                accounts.sign_up(address)


def test_by_invitation(deploy: Deploy) -> None:
    with deploy(*settings.sign_up("invitation")) as server:
        accounts = accounts_of(server)
        with pytest.raises(accounts.aws.exceptions.ClientError):
            accounts.sign_up("somebody@example.org")


# Attempts.


def test_guessing_passwords_is_throttled(deploy: Deploy) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        errors = []
        for _ in range(30):
            with pytest.raises(ada.accounts.aws.exceptions.ClientError) as refusal:
                ada.accounts.sign_in(ada.email, "Wrong-horse-1")
            errors.append(refusal.value.response["Error"])
        texts = [error["Code"] + error["Message"] for error in errors]
        assert texts[0] != texts[-1], "the thirtieth guess is answered like the first"
        with pytest.raises(ada.accounts.aws.exceptions.ClientError):
            ada.accounts.sign_in(ada.email, PASSWORD)
        expect(ada.get("/users/me"), 200)
        server.clock.advance(86_400)
        ada.sign_in()


# Time.


@pytest.fixture
def own(deploy: Deploy) -> Iterator[Deployment]:
    with deploy() as deployment:
        yield deployment


def test_an_access_token_expires_and_is_refreshed(own: Deployment) -> None:
    ada = People(own).one("ada")
    own.clock.advance(3600 - 60)
    expect(ada.get("/users/me"), 200)
    own.clock.advance(180)
    expect_problem(ada.get("/users/me"), 401)
    expect_problem(ada.get("/posts/users/me/timeline"), 401)
    ada.tokens = ada.accounts.refresh(ada.tokens.refresh)
    expect(ada.get("/users/me"), 200)
    expect(ada.get("/posts/users/me/timeline"), 200)


def test_a_refresh_token_expires(own: Deployment) -> None:
    ada = People(own).one("ada")
    own.clock.advance(31 * 86_400)
    with pytest.raises(ada.accounts.errors.NotAuthorizedException):
        ada.accounts.refresh(ada.tokens.refresh)


def test_a_stolen_refresh_token_ends_the_session(own: Deployment) -> None:
    """A token that was rotated away long ago comes back: somebody else has it."""
    ada = People(own).one("ada")

    def exchange(token: str) -> Tokens:
        answer = ada.accounts.aws.get_tokens_from_refresh_token(
            ClientId=ada.accounts.client_id, RefreshToken=token
        )
        return Tokens.of(answer["AuthenticationResult"])

    stolen = ada.tokens.refresh
    first = exchange(stolen)
    own.clock.advance(3600)
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        exchange(stolen)
    assert first.refresh != stolen


def test_tokens_outlive_a_restart(own: Deployment) -> None:
    ada = People(own).one("ada")
    own.stop()
    own.start()
    expect(ada.get("/users/me"), 200)
    assert ada.accounts.refresh(ada.tokens.refresh).access


def test_a_disabled_account_cannot_refresh(own: Deployment) -> None:
    people = People(own)
    ada: Person = people.one("ada")
    own.cli("admin", "disable", ada.email)
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.sign_in(ada.email)
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.refresh(ada.tokens.refresh)
    own.clock.advance(61)
    eventually(lambda: ada.get("/users/me").status_code == 401, 5, "its token is refused")
    eventually(lambda: ada.get("/posts/users/me/timeline").status_code == 401, 5, "by the post service too")
    own.cli("admin", "enable", ada.email)
    ada.sign_in()
    eventually(lambda: ada.get("/users/me").status_code == 200, 5, "enabled again")
