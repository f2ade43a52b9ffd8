"""The embedded accounts, by a stock AWS client: the whole list of operations."""

from __future__ import annotations

import jwt
import pytest

from support.accounts import PASSWORD, Accounts, Tokens
from support.checks import expect, expect_problem
from support.deployment import Deployment
from support.people import People, Person

pytestmark = pytest.mark.own_accounts("is about the embedded accounts")


@pytest.fixture
def accounts(people: People) -> Accounts:
    return people.accounts


def claims(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_sign_up_gives_a_confirmed_account(people: People, accounts: Accounts) -> None:
    answer = accounts.sign_up("first.sign.up@example.org")
    assert answer["UserConfirmed"] is True
    assert answer["UserSub"]
    assert accounts.sign_in("first.sign.up@example.org").access


def test_an_address_is_taken_once_whatever_its_case(ada: Person, accounts: Accounts) -> None:
    for address in (ada.email, ada.email.upper()):
        with pytest.raises(accounts.errors.UsernameExistsException):
            accounts.sign_up(address)
    assert accounts.sign_in(ada.email.upper()).access


@pytest.mark.parametrize(
    "password", ["", "short1!", "nouppercase1!", "NOLOWERCASE1!", "NoDigits!!", "NoSymbols11", "A1!a"]
)
def test_a_password_needs_eight_characters_of_all_four_classes(accounts: Accounts, password: str) -> None:
    with pytest.raises((accounts.errors.InvalidPasswordException, accounts.errors.InvalidParameterException)):
        accounts.sign_up(f"weak.{abs(hash(password))}@example.org", password)


@pytest.mark.parametrize(
    "address", ["", "no-at-sign", "@example.org", "a@", "a b@example.org", "x" * 300 + "@example.org"]
)
def test_an_address_must_be_one(accounts: Accounts, address: str) -> None:
    with pytest.raises(accounts.errors.InvalidParameterException):
        accounts.sign_up(address)


def test_tokens_carry_cognitos_claims(server: Deployment, ada: Person, accounts: Accounts) -> None:
    tokens = accounts.sign_in(ada.email)
    access, identity = claims(tokens.access), claims(tokens.id)
    assert access["sub"] == identity["sub"] == ada.id
    assert access["token_use"] == "access"
    assert access["client_id"] == accounts.client_id
    assert identity["token_use"] == "id"
    assert identity["aud"] == accounts.client_id
    assert identity["email"] == ada.email
    for token in (access, identity):
        assert token["iss"].endswith("/" + accounts.pool)
        assert token["exp"] > token["iat"]
        assert token["jti"]
        assert token["origin_jti"]
    assert access["jti"] != identity["jti"]


def test_tokens_are_signed_with_a_published_key(server: Deployment, ada: Person, accounts: Accounts) -> None:
    key_set = expect(server.call("GET", f"/{accounts.pool}/.well-known/jwks.json"), 200).json()
    header = jwt.get_unverified_header(ada.tokens.access)
    [key] = [key for key in key_set["keys"] if key["kid"] == header["kid"]]
    assert "d" not in key, "a private key is published"
    decoded = jwt.decode(
        ada.tokens.access,
        jwt.PyJWK(key).key,
        algorithms=["RS256", "ES256"],
        options={"verify_exp": False, "verify_iat": False},
    )
    assert decoded["sub"] == ada.id
    discovery = expect(server.call("GET", f"/{accounts.pool}/.well-known/openid-configuration"), 200).json()
    assert discovery["issuer"] == decoded["iss"]
    assert discovery["jwks_uri"].endswith("/.well-known/jwks.json")
    expect(server.call("GET", "/other_pool/.well-known/jwks.json"), 404)


def test_both_kinds_of_token_open_the_api(ada: Person) -> None:
    for token in (ada.tokens.access, ada.tokens.id):
        expect(ada.get("/users/me", headers={"Authorization": f"Bearer {token}"}), 200)
    expect_problem(ada.get("/users/me", headers={"Authorization": f"Bearer {ada.tokens.refresh}"}), 401)


def test_wrong_sign_ins_look_alike(ada: Person, accounts: Accounts) -> None:
    texts = set()
    for email, password in ((ada.email, "Wrong-horse-1"), ("nobody@example.org", PASSWORD), (ada.email, "")):
        with pytest.raises((accounts.errors.NotAuthorizedException, accounts.errors.UserNotFoundException,
                            accounts.errors.InvalidParameterException)) as refusal:  # fmt: skip
            accounts.sign_in(email, password)
        texts.add(str(refusal.value) if password else "")
    assert len(texts - {""}) == 1, "an unknown address is told from a wrong password"


def test_another_client_id_is_refused(ada: Person, accounts: Accounts) -> None:
    with pytest.raises(accounts.errors.ResourceNotFoundException):
        accounts.aws.initiate_auth(
            ClientId="someotherclient",
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": ada.email, "PASSWORD": PASSWORD},
        )


def test_srp_is_answered_with_a_clear_error(ada: Person, accounts: Accounts) -> None:
    with pytest.raises(accounts.aws.exceptions.ClientError) as refusal:
        accounts.aws.initiate_auth(
            ClientId=accounts.client_id,
            AuthFlow="USER_SRP_AUTH",
            AuthParameters={"USERNAME": ada.email, "SRP_A": "0" * 64},
        )
    assert refusal.value.response["Error"]["Code"] in ("InvalidParameterException", "NotAuthorizedException")
    assert "USER_PASSWORD_AUTH" in refusal.value.response["Error"]["Message"]


def test_refreshing_gives_new_tokens(ada: Person, accounts: Accounts) -> None:
    renewed = accounts.refresh(ada.tokens.refresh)
    assert claims(renewed.access)["sub"] == ada.id
    assert claims(renewed.access)["jti"] != claims(ada.tokens.access)["jti"]
    assert claims(renewed.access)["origin_jti"] == claims(ada.tokens.access)["origin_jti"]
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.refresh("nonsense")
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.refresh(ada.tokens.access)


def test_get_tokens_from_refresh_token_rotates(ada: Person, accounts: Accounts) -> None:
    def exchange(token: str) -> Tokens:
        answer = accounts.aws.get_tokens_from_refresh_token(ClientId=accounts.client_id, RefreshToken=token)
        return Tokens.of(answer["AuthenticationResult"])

    first = exchange(ada.tokens.refresh)
    assert first.refresh
    assert first.refresh != ada.tokens.refresh
    second = exchange(first.refresh)
    expect(ada.get("/users/me", headers={"Authorization": f"Bearer {second.access}"}), 200)


def test_changing_the_password(ada: Person, accounts: Accounts) -> None:
    change = {
        "PreviousPassword": PASSWORD,
        "ProposedPassword": "Another-horse-2",
        "AccessToken": ada.tokens.access,
    }
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.aws.change_password(**{**change, "PreviousPassword": "Wrong-horse-1"})
    with pytest.raises((accounts.errors.InvalidPasswordException, accounts.errors.InvalidParameterException)):
        accounts.aws.change_password(**{**change, "ProposedPassword": "weak"})
    accounts.aws.change_password(**change)
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.sign_in(ada.email, PASSWORD)
    assert accounts.sign_in(ada.email, "Another-horse-2").access


def attributes(accounts: Accounts, token: str) -> dict[str, str]:
    answer = accounts.aws.get_user(AccessToken=token)
    assert answer["Username"]
    return {pair["Name"]: pair["Value"] for pair in answer["UserAttributes"]}


def test_get_user(ada: Person, accounts: Accounts) -> None:
    mine = attributes(accounts, ada.tokens.access)
    assert mine["sub"] == ada.id
    assert mine["email"] == ada.email
    for token in ("nonsense", ada.tokens.refresh, ada.tokens.id):
        with pytest.raises(accounts.errors.NotAuthorizedException):
            accounts.aws.get_user(AccessToken=token)


def test_changing_the_address(people: People, ada: Person, grace: Person, accounts: Accounts) -> None:
    new = "moved." + ada.email
    pair = {"Name": "email", "Value": new}
    accounts.aws.update_user_attributes(AccessToken=ada.tokens.access, UserAttributes=[pair])
    assert attributes(accounts, ada.tokens.access)["email"] == new
    assert claims(accounts.sign_in(new).id)["email"] == new
    with pytest.raises((accounts.errors.NotAuthorizedException, accounts.errors.UserNotFoundException)):
        accounts.sign_in(ada.email)
    taken = {"Name": "email", "Value": grace.email}
    with pytest.raises((accounts.errors.AliasExistsException, accounts.errors.UsernameExistsException)):
        accounts.aws.update_user_attributes(AccessToken=ada.tokens.access, UserAttributes=[taken])
    assert accounts.sign_up(ada.email)["UserSub"] != ada.id, "the old address is free again"


def test_global_sign_out_ends_every_session(ada: Person, accounts: Accounts) -> None:
    other = accounts.sign_in(ada.email)
    accounts.aws.global_sign_out(AccessToken=ada.tokens.access)
    for refresh in (ada.tokens.refresh, other.refresh):
        with pytest.raises(accounts.errors.NotAuthorizedException):
            accounts.refresh(refresh)
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.aws.get_user(AccessToken=other.access)
    assert accounts.sign_in(ada.email).access


def test_revoking_one_session(ada: Person, accounts: Accounts) -> None:
    other = accounts.sign_in(ada.email)
    accounts.aws.revoke_token(ClientId=accounts.client_id, Token=ada.tokens.refresh)
    with pytest.raises(accounts.errors.NotAuthorizedException):
        accounts.refresh(ada.tokens.refresh)
    assert accounts.refresh(other.refresh).access


def test_deleting_the_account(people: People, accounts: Accounts) -> None:
    ada = people.account("ada")
    accounts.aws.delete_user(AccessToken=ada.tokens.access)
    with pytest.raises((accounts.errors.NotAuthorizedException, accounts.errors.UserNotFoundException)):
        accounts.sign_in(ada.email)
    with pytest.raises((accounts.errors.NotAuthorizedException, accounts.errors.UserNotFoundException)):
        accounts.refresh(ada.tokens.refresh)
    assert accounts.sign_up(ada.email)["UserSub"] != ada.id


def test_forgotten_passwords_do_not_tell_who_has_an_account(ada: Person, accounts: Accounts) -> None:
    """Without mail there is nothing to send: both are answered alike."""
    answers = []
    for email in (ada.email, "nobody.at.all@example.org"):
        try:
            answer = accounts.aws.forgot_password(ClientId=accounts.client_id, Username=email)
            answers.append(sorted(answer.keys() - {"ResponseMetadata"}))
        except accounts.aws.exceptions.ClientError as error:
            answers.append(error.response["Error"]["Code"])
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("target", "content_type", "body", "status"),
    [
        ("AWSCognitoIdentityProviderService.NoSuchOperation", "application/x-amz-json-1.1", "{}", 400),
        ("Nonsense", "application/x-amz-json-1.1", "{}", 400),
        ("", "application/x-amz-json-1.1", "{}", 400),
        ("AWSCognitoIdentityProviderService.SignUp", "application/x-amz-json-1.1", "{", 400),
        ("AWSCognitoIdentityProviderService.SignUp", "application/x-amz-json-1.1", "[]", 400),
        ("AWSCognitoIdentityProviderService.SignUp", "application/x-amz-json-1.1", "", 400),
        ("AWSCognitoIdentityProviderService.SignUp", "application/x-amz-json-1.1", '{"ClientId": 5}', 400),
        ("AWSCognitoIdentityProviderService.InitiateAuth", "application/x-amz-json-1.1", "[" * 5000, 400),
        (
            "AWSCognitoIdentityProviderService.GetUser",
            "application/x-amz-json-1.1",
            '{"AccessToken": "\\u0000"}',
            400,
        ),
    ],
)
def test_malformed_calls_get_amazons_kind_of_error(
    server: Deployment, target: str, content_type: str, body: str, status: int
) -> None:
    answer = server.call(
        "POST", "/", content=body, headers={"X-Amz-Target": target, "Content-Type": content_type}
    )
    expect(answer, status)
    assert answer.headers["content-type"].startswith("application/x-amz-json-1.1")
    assert answer.json()["__type"].endswith("Exception")


def test_a_call_that_is_too_large_is_refused(server: Deployment, accounts: Accounts) -> None:
    answer = server.call(
        "POST", "/", content="x" * 100_000,
        headers={"X-Amz-Target": "AWSCognitoIdentityProviderService.SignUp", "Content-Type": "application/x-amz-json-1.1"},
    )  # fmt: skip
    expect(answer, 413)
